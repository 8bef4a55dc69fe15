package io.sluice.feature.frames.http;

import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Resource;
import io.sluice.edge.access.Role;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.QueryText;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.read.CameraOverview;
import io.sluice.feature.frames.read.FrameMark;
import io.sluice.feature.frames.read.FramePage;
import io.sluice.feature.frames.read.FrameSearch;
import io.sluice.feature.frames.read.GapPage;
import io.sluice.feature.frames.read.ListFrames;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.settings.KnownCameras;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/cameras}, {@code …/{camera}/frames} and {@code …/{camera}/gaps}. */
@ApplicationScoped
public class FrameListRoutes {
    static final String CAMERAS = "/api/v1/cameras";
    static final String CAMERA = CAMERAS + "/:camera";
    static final String FRAMES = CAMERA + "/frames";

    private static final int USUAL_PAGE = 100;
    private static final int LONGEST_PAGE = 1000;

    private final FrameSearch search;
    private final CameraOverview cameras;
    private final CameraDirectory directory;
    private final TimeSource time;

    FrameListRoutes(FrameSearch search, CameraOverview cameras, CameraDirectory directory, TimeSource time) {
        this.search = search;
        this.cameras = cameras;
        this.directory = directory;
        this.time = time;
    }

    void register(@Observes Routes routes) {
        routes.at(FRAMES, "frames").onRead(Action.FRAMES_READ, FrameListQuery::about, ctx -> answer(ctx, this::list));
        routes.at(CAMERA + "/gaps", "frame-gaps")
                .onRead(Action.FRAMES_READ, FrameListQuery::about, ctx -> answer(ctx, this::gaps));
        routes.at(CAMERAS, "cameras")
                .onRead(Action.CAMERA_READ, _ -> Resource.CAMERAS, ctx -> answer(ctx, this::cameras));
    }

    /** An answer in JSON, and how much the index knew. */
    private record Told(JsonObject json, IndexState index) {}

    private static void answer(RoutingContext ctx, Function<RoutingContext, Uni<Told>> question) {
        question.apply(ctx)
                .emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(told -> send(ctx, told), failure -> Answers.fail(ctx, failure));
    }

    private static void send(RoutingContext ctx, Told told) {
        if (!ctx.response().closed()) {
            var _ = ctx.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(IndexState.HEADER, told.index().label())
                    .end(told.json().put("index", told.index().label()).encode());
        }
    }

    private Uni<Told> list(RoutingContext ctx) {
        return search.list(query(ctx, USUAL_PAGE)).map(FrameListRoutes::page);
    }

    private static Told page(FramePage page) {
        JsonArray items = new JsonArray();
        page.frames().forEach(frame -> items.add(FrameListJson.of(frame)));
        return new Told(paged(items, page.next()), page.index());
    }

    private static JsonObject paged(JsonArray items, @Nullable FrameMark next) {
        JsonObject json = new JsonObject().put("items", items);
        return next == null ? json : json.put("next", next.toString());
    }

    private ListFrames query(RoutingContext ctx, int usual) {
        FrameListQuery query = new FrameListQuery(ctx);
        FrameListQuery.Range range = query.range(time);
        String after = query.query().text("after");
        FrameMark mark = after == null || after.isEmpty() ? null : FrameMark.parse(after);
        if (mark != null && mark.time() < range.from()) {
            throw QueryText.invalid("after", "is the 'next' of an earlier page of the same question");
        }
        return new ListFrames(
                query.camera(),
                range.from(),
                range.to(),
                query.query().duration("every", Duration.ZERO, FrameListQuery.LONGEST),
                query.query().number("limit", usual, LONGEST_PAGE),
                mark);
    }

    private Uni<Told> gaps(RoutingContext ctx) {
        Duration over = QueryText.of(ctx).duration("over", Duration.ofSeconds(1), FrameListQuery.LONGEST);
        return search.gaps(query(ctx, LONGEST_PAGE), over, RequestContext.lane(ctx))
                .map(FrameListRoutes::page);
    }

    private static Told page(GapPage page) {
        JsonArray items = new JsonArray();
        for (GapPage.Gap gap : page.gaps()) {
            items.add(new JsonObject()
                    .put("from", FrameListJson.time(gap.from()))
                    .put("to", FrameListJson.time(gap.to()))
                    .put("seconds", (gap.to() - gap.from()) / 1e9));
        }
        return new Told(paged(items, page.next()), page.index());
    }

    private Uni<Told> cameras(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        CameraTags tags = CameraTags.of(ctx);
        String after = query.query().text("after", "");
        int limit = query.query().number("limit", USUAL_PAGE, LONGEST_PAGE);
        Principal who = Callers.of(ctx);
        return directory.known().chain(known -> {
            CameraOverview.Wanted wanted = new CameraOverview.Wanted(
                    after,
                    limit,
                    camera -> tags.fit(known.of(camera)) && mayBeSeen(who, camera),
                    known.cameras().keySet());
            return cameras.page(wanted, RequestContext.lane(ctx)).map(page -> page(page, known));
        });
    }

    private static boolean mayBeSeen(Principal who, String camera) {
        return who.is(Role.READER, new Resource.OfCamera(camera));
    }

    private static Told page(CameraOverview.Page page, KnownCameras known) {
        JsonArray items = new JsonArray();
        page.cameras()
                .forEach(camera -> items.add(
                        CameraJson.listed(camera, known.of(camera.totals().camera()))));
        JsonObject json = new JsonObject().put("items", items);
        return new Told(page.next() == null ? json : json.put("next", page.next()), page.index());
    }
}
