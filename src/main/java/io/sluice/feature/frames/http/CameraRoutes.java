package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Action;
import io.sluice.edge.conditions.Conditions;
import io.sluice.edge.http.QueryText;
import io.sluice.edge.http.SmallJson;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.index.CameraTotals;
import io.sluice.feature.frames.read.CameraOverview;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.feature.frames.settings.Hold;
import io.sluice.feature.frames.settings.SettingsJson;
import io.sluice.store.ETag;
import io.sluice.store.WriteCondition;
import io.sluice.store.manifest.Manifest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/cameras/{camera}}: what is said of a camera; {@code …/holds}: what of it must be kept. */
@ApplicationScoped
public class CameraRoutes {
    private static final String HOLDS = FrameListRoutes.CAMERA + "/holds";

    private final CameraDirectory directory;
    private final CameraOverview overview;
    private final ErasureAnswers erasures;
    private final SmallJson bodies;
    private final TimeSource time;

    CameraRoutes(
            CameraDirectory directory,
            CameraOverview overview,
            ErasureAnswers erasures,
            SmallJson bodies,
            TimeSource time) {
        this.directory = directory;
        this.overview = overview;
        this.erasures = erasures;
        this.bodies = bodies;
        this.time = time;
    }

    void register(@Observes Routes routes) {
        routes.at(FrameListRoutes.CAMERA, "camera")
                .onRead(Action.CAMERA_READ, FrameListQuery::about, JsonAnswer.by(this::camera))
                .on(HttpMethod.PUT, Action.CAMERA_CHANGE, FrameListQuery::about, JsonAnswer.by(this::put))
                .on(HttpMethod.DELETE, Action.FRAMES_ERASE, FrameListQuery::about, JsonAnswer.by(this::erase));
        routes.at(HOLDS, "camera-holds").onRead(Action.CAMERA_READ, FrameListQuery::about, JsonAnswer.by(this::holds));
        routes.at(HOLDS + "/:hold", "camera-hold")
                .on(HttpMethod.PUT, Action.CAMERA_CHANGE, FrameListQuery::about, JsonAnswer.by(this::hold))
                .on(HttpMethod.DELETE, Action.CAMERA_CHANGE, FrameListQuery::about, JsonAnswer.by(this::release));
    }

    private static CameraName name(RoutingContext ctx) {
        return new FrameListQuery(ctx).camera();
    }

    private Uni<JsonAnswer> camera(RoutingContext ctx) {
        CameraName name = name(ctx);
        return directory
                .find(name)
                .chain(settings -> overview.one(name).map(seen -> {
                    if (settings.isEmpty() && seen.isEmpty()) {
                        throw Fault.of(
                                FaultCode.CAMERA_NOT_FOUND,
                                "Nothing is said of the camera, and it has no frames as far as the index reaches back.");
                    }
                    JsonObject json = CameraJson.whole(
                            seen.orElseGet(() -> frameless(name)),
                            settings.map(Manifest::value).orElse(CameraSettings.NONE));
                    IndexState index = overview.index();
                    ctx.response().putHeader(IndexState.HEADER, index.label());
                    return new JsonAnswer(200, json.put("index", index.label()), etag(settings));
                }));
    }

    private static @Nullable ETag etag(Optional<Manifest<CameraSettings>> settings) {
        return settings.map(Manifest::etag).orElse(null);
    }

    private static CameraOverview.Camera frameless(CameraName name) {
        return new CameraOverview.Camera(
                new CameraTotals(name.value(), 0, 0, 0, 0, 0), Optional.empty(), Duration.ZERO, 0);
    }

    private Uni<JsonAnswer> put(RoutingContext ctx) {
        CameraName name = name(ctx);
        WriteCondition condition = Conditions.ofPut(ctx.request().headers());
        return body(ctx, CameraJson.SETTINGS)
                .chain(json -> directory.put(name, CameraJson.settings(json), condition))
                .map(changed -> {
                    Manifest<CameraSettings> now = changed.now().orElseThrow();
                    JsonObject json = new JsonObject().put("name", name.value()).mergeIn(SettingsJson.of(now.value()));
                    return new JsonAnswer(changed.created() ? 201 : 200, json, now.etag());
                });
    }

    /** Who means a range must not erase all because of a path. */
    private Uni<JsonAnswer> erase(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        for (String end : List.of("from", "to")) {
            if (query.query().has(end)) {
                throw QueryText.invalid(end, "is one of the camera's frames; a camera is erased as a whole");
            }
        }
        return erasures.camera(ctx, query.camera());
    }

    private Uni<JsonObject> body(RoutingContext ctx, Set<String> fields) {
        return bodies.read(ctx, fields);
    }

    private Uni<JsonAnswer> holds(RoutingContext ctx) {
        return directory.find(name(ctx)).map(settings -> {
            JsonArray items = new JsonArray();
            settings.map(Manifest::value)
                    .orElse(CameraSettings.NONE)
                    .holds()
                    .forEach(hold -> items.add(SettingsJson.of(hold)));
            return new JsonAnswer(200, new JsonObject().put("items", items), etag(settings));
        });
    }

    private Uni<JsonAnswer> hold(RoutingContext ctx) {
        CameraName name = name(ctx);
        String id = holdId(ctx);
        return body(ctx, CameraJson.HOLD)
                .chain(json -> directory.hold(name, CameraJson.hold(id, json, time.now())))
                .map(held -> new JsonAnswer(held.created() ? 201 : 200, SettingsJson.of(held.hold()), null));
    }

    private Uni<JsonAnswer> release(RoutingContext ctx) {
        return directory.release(name(ctx), holdId(ctx)).map(_ -> JsonAnswer.NO_CONTENT);
    }

    private static String holdId(RoutingContext ctx) {
        String id = new FrameListQuery(ctx).path("hold");
        if (!Hold.isId(id)) {
            throw Fault.of(
                    FaultCode.INVALID_PARAMETER,
                    "The id of a hold has 1 to 64 letters, digits, dots, dashes and underscores, "
                            + "and does not begin with a dot.");
        }
        return id;
    }
}
