package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.access.Action;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.erasures.ErasureJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** {@code DELETE /api/v1/cameras/{camera}/frames}: erases a range; {@code GET …/erasures}: how far that is. */
@ApplicationScoped
public class ErasureRoutes {
    private static final String ERASURES = FrameListRoutes.CAMERA + "/erasures";
    private static final int USUAL_PAGE = 100;
    private static final int LONGEST_PAGE = 1000;

    private final ErasureDirectory erasures;
    private final ErasureAnswers answers;

    ErasureRoutes(ErasureDirectory erasures, ErasureAnswers answers) {
        this.erasures = erasures;
        this.answers = answers;
    }

    void register(@Observes Routes routes) {
        routes.at(FrameListRoutes.FRAMES, "frames")
                .on(HttpMethod.DELETE, Action.FRAMES_ERASE, FrameListQuery::about, JsonAnswer.by(this::erase));
        routes.at(ERASURES, "camera-erasures")
                .onRead(Action.CAMERA_READ, FrameListQuery::about, JsonAnswer.by(this::list));
        routes.at(ERASURES + "/:erasure", "camera-erasure")
                .onRead(Action.CAMERA_READ, FrameListQuery::about, JsonAnswer.by(this::one));
    }

    private Uni<JsonAnswer> erase(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        return answers.range(ctx, query.camera(), query.wholeRange());
    }

    private Uni<JsonAnswer> one(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        CameraName camera = query.camera();
        String id = query.path("erasure");
        if (!Erasure.isId(id)) {
            throw notFound();
        }
        return erasures.find(id)
                .map(found -> JsonAnswer.of(
                        200,
                        found.filter(erasure -> erasure.camera().equals(camera))
                                .map(ErasureJson::of)
                                .orElseThrow(ErasureRoutes::notFound)));
    }

    private static Fault notFound() {
        return Fault.of(
                FaultCode.ERASURE_NOT_FOUND, "The camera has no such erasure; what is done is forgotten in time.");
    }

    private Uni<JsonAnswer> list(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        CameraName camera = query.camera();
        String after = query.query().text("after", "");
        int limit = query.query().number("limit", USUAL_PAGE, LONGEST_PAGE);
        return erasures.known().map(known -> {
            List<Erasure> rest = known.of(camera.value()).stream()
                    .filter(erasure -> erasure.id().compareTo(after) > 0)
                    .toList();
            List<Erasure> page = rest.subList(0, Math.min(limit, rest.size()));
            JsonArray items = new JsonArray();
            page.forEach(erasure -> items.add(ErasureJson.of(erasure)));
            JsonObject json = new JsonObject().put("items", items);
            return JsonAnswer.of(
                    200,
                    page.size() < rest.size() ? json.put("next", page.getLast().id()) : json);
        });
    }
}
