package io.sluice.feature.frames.http;

import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.LineBody;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.erasing.Erasing;
import io.sluice.feature.frames.erasing.ErasureRounds;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.sweep.Swept;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * {@code POST /api/v1/admin/frames/erase}: goes on with all erasures as far as there is something to do now, in slices, each of which is a
 * line of the answer and is begun when the client has taken the one before.
 */
@ApplicationScoped
public class ErasureWorkRoutes {
    private final ErasureRounds erasures;
    private final BodyFlows.Factory bodies;

    ErasureWorkRoutes(ErasureRounds erasures, BodyFlows.Factory bodies) {
        this.erasures = erasures;
        this.bodies = bodies;
    }

    void register(@Observes Routes routes) {
        routes.at(FrameAdminRoutes.ADMIN + "/erase", "frames-erase")
                .on(HttpMethod.POST, Action.UPKEEP_RUN, _ -> Resource.SERVICE, this::work);
    }

    private void work(RoutingContext ctx) {
        Executor lane = RequestContext.lane(ctx);
        ctx.response().setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson");
        new LineBody(new Lines()::next, lane).subscribe(bodies.of(ctx, lane).response());
    }

    private final class Lines {
        private Swept all = Swept.nothing(Instant.EPOCH);
        private boolean over;

        Uni<Optional<JsonObject>> next() {
            return over
                    ? Uni.createFrom().item(Optional.empty())
                    : erasures.slice().map(slice -> Optional.of(line(slice)));
        }

        private JsonObject line(Erasing.Slice slice) {
            return switch (slice) {
                case Erasing.Slice.Done(Erasure erasure, Swept swept) -> {
                    all = all.and(swept);
                    yield SweptJson.of(swept)
                            .put("minute", swept.last().toString())
                            .put("erasure", erasure.id())
                            .put("camera", erasure.camera().value());
                }
                case Erasing.Slice.Nothing() -> end(false);
                case Erasing.Slice.Busy() -> end(true);
            };
        }

        private JsonObject end(boolean busy) {
            over = true;
            return SweptJson.of(all).put("done", !busy).put("busy", busy);
        }
    }
}
