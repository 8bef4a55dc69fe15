package io.sluice.edge.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Lets a client of HTTP/1.1 end its side of the connection before it has got all of its answer. By default the connection is
 * closed as soon as one side is, or an answer finds no reader, whatever has come and was not looked at yet. Vert.x has no public
 * way to these settings of Netty. On the request's event loop.
 */
public final class HalfClose extends ChannelInboundHandlerAdapter {
    private final SocketChannel socket;
    private final Runnable onEnd;
    private boolean ended;

    private HalfClose(SocketChannel socket, Runnable onEnd) {
        this.socket = socket;
        this.onEnd = onEnd;
    }

    /**
     * @param onEnd called once, when the client has ended its side; of what it sent some may not have been handed over yet
     * @return to be called when the answer has been written: closes the connection if the client has ended its side, else all
     *     is as it was before
     */
    public static Runnable allow(HttpServerRequest request, Runnable onEnd) {
        if (request.version() != HttpVersion.HTTP_2
                && request.connection() instanceof ConnectionBase connection
                && connection.channel() instanceof SocketChannel socket) {
            HalfClose handler = new HalfClose(socket, onEnd);
            handler.attach();
            return handler::over;
        }
        return () -> {};
    }

    /**
     * A side of TLS is ended by a message, which comes out of the handler of TLS. Some clients end their side of the socket after it,
     * others do not.
     */
    private void attach() {
        socket.config().setAllowHalfClosure(true).setAutoClose(false);
        ChannelHandlerContext tls = socket.pipeline().context(SslHandler.class);
        if (tls == null) {
            socket.pipeline().addFirst(this);
        } else {
            socket.pipeline().addAfter(tls.name(), null, this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
        if ((event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) && !ended) {
            ended = true;
            onEnd.run();
        }
    }

    private void over() {
        if (ended) {
            var _ = socket.close();
        } else if (socket.isActive()) {
            socket.config().setAllowHalfClosure(false).setAutoClose(true);
            socket.pipeline().remove(this);
        }
    }
}
