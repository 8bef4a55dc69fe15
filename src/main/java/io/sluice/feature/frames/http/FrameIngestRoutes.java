package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.access.Action;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.Headers;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.LongStreams;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.ingest.FrameBody;
import io.sluice.feature.frames.ingest.FrameIngest;
import io.sluice.feature.frames.ingest.FrameMessages;
import io.sluice.feature.frames.ingest.FrameStream;
import io.sluice.feature.frames.ingest.FramesConfig;
import io.sluice.feature.frames.ingest.Way;
import io.sluice.feature.frames.wire.BodyParser;
import io.sluice.feature.frames.wire.Boundary;
import io.sluice.feature.frames.wire.MessageParser;
import io.sluice.feature.frames.wire.MultipartParser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/cameras/{camera}/frames}: one frame, or a stream of them; {@code GET …/ingest}: a WebSocket. On the router,
 * because the body is streamed in while the answer is streamed out. Everything runs on the request's event loop.
 */
@ApplicationScoped
public class FrameIngestRoutes {
    private final FrameIngest ingest;
    private final BodyFlows.Factory bodies;
    private final BodyFlows.Factory streams;
    private final LongStreams longStreams;

    FrameIngestRoutes(FrameIngest ingest, FramesConfig config, BodyFlows.Factory bodies, LongStreams longStreams) {
        this.ingest = ingest;
        this.bodies = bodies;
        this.streams = bodies.stallingAfter(config.idleTimeout());
        this.longStreams = longStreams;
    }

    void register(@Observes Routes routes) {
        routes.at(FrameListRoutes.FRAMES, "frame")
                .on(HttpMethod.POST, Action.FRAMES_SEND, FrameListQuery::about, this::post);
        routes.at(FrameListRoutes.CAMERA + "/ingest", "frame-socket")
                .on(HttpMethod.GET, Action.FRAMES_SEND, FrameListQuery::about, this::connect);
    }

    private void post(RoutingContext ctx) {
        BodyFlows.hold(ctx);
        CameraName camera = new FrameListQuery(ctx).camera();
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            RequestContext.route(ctx, "frame-stream");
            stream(ctx, camera, Boundary.of(type));
        } else {
            single(ctx, camera);
        }
    }

    private void single(RoutingContext ctx, CameraName camera) {
        Executor lane = RequestContext.lane(ctx);
        HttpServerRequest request = ctx.request();
        FrameHead head = FrameHead.read(request::getHeader, ingest.clock());
        long length = Headers.contentLength(request);
        FrameStream stream =
                ingest.stream(Way.SINGLE, lane, new FrameIngestSingle(ctx, camera, respondsAsync(request)));
        BodyParser parser = new BodyParser(
                ingest.source(camera), head, length == Headers.NO_LENGTH ? BodyParser.NO_LENGTH : length, stream);
        BodyFlows.goOn(ctx);
        bodies.of(ctx, lane).request(Long.MAX_VALUE).subscribe(new FrameBody(stream, parser));
    }

    private void stream(RoutingContext ctx, CameraName camera, Boundary boundary) {
        Executor lane = RequestContext.lane(ctx);
        FrameIngestStream answer = new FrameIngestStream(ctx);
        FrameStream stream = ingest.stream(Way.MULTIPART, lane, answer);
        FrameBody body = new FrameBody(stream, new MultipartParser(ingest.source(camera), boundary, stream));
        answer.to(body);
        longStreams.begun(ctx, stream::refuse);
        BodyFlows.goOn(ctx);
        streams.of(ctx, lane).request(Long.MAX_VALUE).subscribe(body);
    }

    private void connect(RoutingContext ctx) {
        CameraName camera = new FrameListQuery(ctx).camera();
        HttpServerRequest request = ctx.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            throw Fault.of(FaultCode.INVALID_HEADER, "Frames are sent here over a WebSocket.");
        }
        Executor lane = RequestContext.lane(ctx);
        request.toWebSocket()
                .onSuccess(socket -> {
                    FrameStream stream = open(new FrameIngestSocket(ctx, socket), camera, lane);
                    longStreams.begun(ctx, stream::refuse);
                })
                .onFailure(failure -> Answers.fail(ctx, Headers.malformed("Sec-WebSocket-*")));
    }

    private FrameStream open(FrameIngestSocket answer, CameraName camera, Executor lane) {
        FrameStream stream = ingest.stream(Way.WEBSOCKET, lane, answer);
        MessageParser parser = new MessageParser(ingest.source(camera), stream);
        answer.start(stream, new FrameMessages(stream, parser, answer::fetch));
        return stream;
    }

    /** {@code Prefer: respond-async} (RFC 7240). */
    private static boolean respondsAsync(HttpServerRequest request) {
        for (String field : request.headers().getAll("Prefer")) {
            for (String preference : field.split(",", -1)) {
                if (isAsync(preference.split(";", 2)[0])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAsync(@Nullable String preference) {
        return preference != null && preference.strip().equalsIgnoreCase("respond-async");
    }
}
