package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.edge.http.Answers;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.FrameType;
import io.sluice.feature.frames.ingest.FrameStream;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.wire.Ack;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * The answer to a single frame: 201 when it is durable, or 202 as soon as it has come, if the client prefers that. When the
 * first go at storing it fails, the client is told at once, though the frame may be stored later.
 */
final class FrameIngestSingle implements FrameStream.Listener {
    private static final String ASYNC = "respond-async";

    private final RoutingContext ctx;
    private final CameraName camera;
    private final boolean async;
    private boolean answered;

    FrameIngestSingle(RoutingContext ctx, CameraName camera, boolean async) {
        this.ctx = ctx;
        this.camera = camera;
        this.async = async;
    }

    @Override
    public void taken(ImageHead head, int length) {
        if (async) {
            HttpServerResponse response = ctx.response().setStatusCode(202).putHeader("Preference-Applied", ASYNC);
            answer(response, frame(head, length).put("durable", false));
        }
    }

    @Override
    public boolean waits() {
        return !async;
    }

    @Override
    public void durable(Ack.Durable ack, PackedFrame last, PackKey pack) {
        HttpServerResponse response = ctx.response();
        if (answered || response.closed()) {
            return;
        }
        JsonObject json = frame(last.head(), last.place().length())
                .put("etag", last.etag().value())
                .put("pack", pack.toString())
                .put("offset", last.place().offset());
        response.setStatusCode(201)
                .putHeader(HttpHeaders.LOCATION, location(last.head()))
                .putHeader(HttpHeaders.ETAG, last.etag().quoted());
        answer(response, json);
    }

    @Override
    public void troubled(Fault fault) {
        fail(fault);
    }

    @Override
    public void last(Ack.Last ack) {
        Fault failure = ack.end().failure();
        if (failure != null) {
            fail(failure);
        }
    }

    private void fail(Fault fault) {
        if (!answered) {
            answered = true;
            Answers.fail(ctx, fault);
        }
    }

    private void answer(HttpServerResponse response, JsonObject json) {
        answered = true;
        if (!response.closed()) {
            var _ = response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json.encode());
        }
    }

    private JsonObject frame(ImageHead head, long length) {
        return new JsonObject()
                .put("camera", camera.value())
                .put("time", time(head))
                .put("sequence", head.sequence())
                .put("size", length)
                .put("contentType", FrameType.ofMcapFormat(head.format()).contentType());
    }

    private String location(ImageHead head) {
        return "/api/v1/cameras/" + camera + "/frames/" + time(head);
    }

    private static String time(ImageHead head) {
        return new FrameTime(head.publishTime()).toString();
    }
}
