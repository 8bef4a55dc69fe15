package io.sluice.feature.frames.http;

import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.erasing.ErasureRequests;
import io.sluice.feature.frames.erasing.ErasureRounds;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.erasures.ErasureJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes erasures on, has them begun, and says where they are to be looked at. */
@ApplicationScoped
class ErasureAnswers {
    private final ErasureRequests requests;
    private final ErasureRounds rounds;

    ErasureAnswers(ErasureRequests requests, ErasureRounds rounds) {
        this.requests = requests;
        this.rounds = rounds;
    }

    /** All of a camera. */
    Uni<JsonAnswer> camera(RoutingContext ctx, CameraName camera) {
        return taken(ctx, requests.all(camera));
    }

    /** The frames of a range. */
    Uni<JsonAnswer> range(RoutingContext ctx, CameraName camera, FrameListQuery.Range range) {
        return taken(ctx, requests.range(camera, new FrameTime(range.from()), new FrameTime(range.to())));
    }

    private Uni<JsonAnswer> taken(RoutingContext ctx, Uni<Erasure> request) {
        return request.emitOn(RequestContext.lane(ctx)).map(erasure -> {
            rounds.soon();
            String self = FrameListRoutes.CAMERAS + "/" + erasure.camera() + "/erasures/" + erasure.id();
            ctx.response().putHeader(HttpHeaders.LOCATION, self);
            return JsonAnswer.of(
                    202,
                    new JsonObject()
                            .put("id", erasure.id())
                            .put("state", ErasureJson.state(erasure))
                            .put("links", new JsonObject().put("self", self)));
        });
    }
}
