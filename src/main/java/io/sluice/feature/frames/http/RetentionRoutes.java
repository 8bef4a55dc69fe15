package io.sluice.feature.frames.http;

import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.LineBody;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.retention.Retention;
import io.sluice.feature.frames.retention.RetentionRounds;
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
 * {@code POST /api/v1/admin/frames/retain}: lets go of all frames whose time is over, in slices, each of which is a line of the answer
 * and is begun when the client has taken the one before.
 */
@ApplicationScoped
public class RetentionRoutes {
    private final RetentionRounds retention;
    private final BodyFlows.Factory bodies;

    RetentionRoutes(RetentionRounds retention, BodyFlows.Factory bodies) {
        this.retention = retention;
        this.bodies = bodies;
    }

    void register(@Observes Routes routes) {
        routes.at(FrameAdminRoutes.ADMIN + "/retain", "frames-retain")
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
                    : retention.slice().map(slice -> Optional.of(line(slice)));
        }

        private JsonObject line(Retention.Slice slice) {
            return switch (slice) {
                case Retention.Slice.Done(Swept swept) -> {
                    all = all.and(swept);
                    yield SweptJson.of(swept).put("minute", swept.last().toString());
                }
                case Retention.Slice.Nothing() -> end(false);
                case Retention.Slice.Busy() -> end(true);
            };
        }

        private JsonObject end(boolean busy) {
            over = true;
            return SweptJson.of(all).put("done", !busy).put("busy", busy);
        }
    }
}
