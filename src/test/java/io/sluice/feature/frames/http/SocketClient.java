package io.sluice.feature.frames.http;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A camera on a WebSocket. For one test thread. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private SocketClient(URI http, WebSocket.Builder builder) {
        socket = builder.buildAsync(URI.create("ws" + http.toString().substring(4)), this)
                .join();
    }

    static SocketClient connect(URI http) {
        return new SocketClient(http, CLIENT.newWebSocketBuilder());
    }

    /** Shows a key. */
    static SocketClient connect(URI http, String key) {
        return new SocketClient(http, CLIENT.newWebSocketBuilder().header("Authorization", "Bearer " + key));
    }

    SocketClient head(String json) {
        socket.sendText(json, true).join();
        return this;
    }

    SocketClient frame(byte[] image) {
        piece(image, true);
        return this;
    }

    void frameThatMayBeCutOff(byte[] image) {
        var _ = socket.sendBinary(ByteBuffer.wrap(image), true);
    }

    SocketClient piece(byte[] bytes, boolean last) {
        socket.sendBinary(ByteBuffer.wrap(bytes), last).join();
        return this;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            texts.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    List<JsonObject> acks() {
        return texts.stream().map(JsonObject::new).toList();
    }

    void awaitDurable(long count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> acks().stream()
                        .anyMatch(ack -> "durable".equals(ack.getString("ack")) && ack.getLong("count") == count));
    }

    /** The code that the server has closed with. */
    int awaitClosed() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(closed::isDone);
        return closed.join();
    }

    /** Whether the server has closed it, or broken it off. */
    boolean isOver() {
        return closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** Says that it was all. */
    void end() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
}
