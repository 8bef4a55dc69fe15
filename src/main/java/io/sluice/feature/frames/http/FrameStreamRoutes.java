package io.sluice.feature.frames.http;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Action;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.QueryText;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.routes.LongStreams;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.export.EncodedFrames;
import io.sluice.feature.frames.export.FrameEncoding;
import io.sluice.feature.frames.export.McapEncoding;
import io.sluice.feature.frames.export.MultipartEncoding;
import io.sluice.feature.frames.export.VideoExports;
import io.sluice.feature.frames.export.ZipEncoding;
import io.sluice.feature.frames.read.FramePage;
import io.sluice.feature.frames.read.FrameReader;
import io.sluice.feature.frames.read.FrameSearch;
import io.sluice.feature.frames.read.FrameStreams;
import io.sluice.feature.frames.read.ListFrames;
import io.sluice.feature.frames.read.ReadFrame;
import io.sluice.feature.frames.read.StoredFrame;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/cameras/{camera}/stream} and {@code …/export}: many frames in one answer, as fast as the client takes them.
 * Everything runs on the request's event loop.
 */
@ApplicationScoped
public class FrameStreamRoutes {
    private static final double FASTEST = 1000;
    private static final double MOST_FRAMES_PER_SECOND = 240;
    private static final double USUAL_FRAMES_PER_SECOND = 25;

    /** Frames whose times tell how many there are in a second. */
    private static final int SAMPLE = 30;

    private final FrameSearch search;
    private final FrameStreams streams;
    private final VideoExports videos;
    private final ByteBudget budget;
    private final TimeSource time;
    private final BodyFlows.Factory bodies;
    private final LongStreams longStreams;

    FrameStreamRoutes(
            FrameSearch search,
            FrameStreams streams,
            VideoExports videos,
            ByteBudget budget,
            TimeSource time,
            BodyFlows.Factory bodies,
            LongStreams longStreams) {
        this.search = search;
        this.streams = streams;
        this.videos = videos;
        this.budget = budget;
        this.time = time;
        this.bodies = bodies;
        this.longStreams = longStreams;
    }

    /**
     * What the answer is.
     *
     * @param file the name to save it under; null when it is to be shown
     */
    private record Kind(String type, @Nullable String file) {}

    void register(@Observes Routes routes) {
        routes.at(FrameListRoutes.CAMERA + "/stream", "frame-stream")
                .onRead(Action.FRAMES_READ, FrameListQuery::about, this::stream);
        routes.at(FrameListRoutes.CAMERA + "/export", "frame-export")
                .onRead(Action.FRAMES_READ, FrameListQuery::about, this::export);
    }

    private void stream(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        CameraName camera = query.camera();
        Executor lane = RequestContext.lane(ctx);
        double speed = query.query().decimal("speed", 1, FASTEST);
        Flow.Publisher<ReadFrame> frames;
        if (query.query().has("from")) {
            FrameListQuery.Range range = query.range(time);
            Flow.Publisher<ReadFrame> all = streams.range(camera, range.from(), range.to(), lane);
            frames = speed == 0 ? all : streams.paced(all, speed, lane);
        } else {
            frames = streams.live(camera, lane);
        }
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (begun(ctx, new Kind(MultipartEncoding.MEDIA_TYPE, null))) {
            send(ctx, new EncodedFrames(frames, new MultipartEncoding()), lane);
        }
    }

    private void export(RoutingContext ctx) {
        FrameListQuery query = new FrameListQuery(ctx);
        CameraName camera = query.camera();
        FrameListQuery.Range range = query.range(time);
        String format = query.query().text("format", "mcap");
        String name = name(camera, range);
        Executor lane = RequestContext.lane(ctx);
        Flow.Publisher<ReadFrame> frames = streams.range(camera, range.from(), range.to(), lane);
        switch (format) {
            case "mcap" -> {
                String about = "frames of " + camera + " from " + FrameListJson.time(range.from()) + " to "
                        + FrameListJson.time(range.to());
                file(ctx, new Kind("application/vnd.mcap", name + "mcap"), frames, new McapEncoding(about));
            }
            case "zip" -> {
                ZipEncoding zip = new ZipEncoding(budget);
                RequestContext.onEnd(ctx, _ -> zip.close());
                file(ctx, new Kind("application/zip", name + "zip"), frames, zip);
            }
            case "mp4" ->
                video(ctx, name, new ListFrames(camera, range.from(), range.to(), Duration.ZERO, SAMPLE, null));
            default -> throw QueryText.invalid("format", "is one of mcap, zip and mp4");
        }
    }

    private static String name(CameraName camera, FrameListQuery.Range range) {
        return camera + "-" + FrameListJson.time(range.from()).replace(":", "") + ".";
    }

    private void file(RoutingContext ctx, Kind kind, Flow.Publisher<ReadFrame> frames, FrameEncoding encoding) {
        if (begun(ctx, kind)) {
            send(ctx, new EncodedFrames(frames, encoding), RequestContext.lane(ctx));
        }
    }

    private void video(RoutingContext ctx, String name, ListFrames sample) {
        Executor lane = RequestContext.lane(ctx);
        double asked = QueryText.of(ctx).decimal("fps", 0, MOST_FRAMES_PER_SECOND);
        Uni<Flow.Publisher<Batch>> video = search.list(sample).emitOn(lane).chain(page -> {
            if (page.frames().isEmpty()) {
                throw FrameReader.notFound();
            }
            Flow.Publisher<ReadFrame> frames = streams.range(sample.camera(), sample.from(), sample.to(), lane);
            return videos.open(film(page, asked), frames, lane);
        });
        video.emitOn(lane)
                .subscribe()
                .with(
                        body -> {
                            if (begun(ctx, new Kind("video/mp4", name + "mp4"))) {
                                send(ctx, body, lane);
                            } else {
                                body.subscribe(new Unwanted());
                            }
                        },
                        failure -> Answers.fail(ctx, failure));
    }

    private static VideoExports.Film film(FramePage page, double asked) {
        StoredFrame first = page.frames().getFirst();
        StoredFrame last = page.frames().getLast();
        double seconds = (last.time().nanos() - first.time().nanos()) / 1e9;
        double told = seconds == 0 ? USUAL_FRAMES_PER_SECOND : (page.frames().size() - 1) / seconds;
        double rate = Math.max(1.0 / 60, Math.min(MOST_FRAMES_PER_SECOND, asked == 0 ? told : asked));
        return new VideoExports.Film(first.format(), rate);
    }

    /** Whether there is a body to be sent. */
    private static boolean begun(RoutingContext ctx, Kind kind) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            return false;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, kind.type());
        if (kind.file() != null) {
            response.putHeader("Content-Disposition", "attachment; filename=\"" + kind.file() + "\"");
        }
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            var _ = response.end();
            return false;
        }
        response.setChunked(true);
        return true;
    }

    private void send(RoutingContext ctx, Flow.Publisher<Batch> body, Executor lane) {
        Flow.Subscriber<Batch> response = bodies.of(ctx, lane).response();
        longStreams.begun(ctx, response::onError);
        body.subscribe(response);
    }

    /** Ends what nobody waits for any more. */
    private static final class Unwanted implements Flow.Subscriber<Batch> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(Batch batch) {
            // It is cancelled already.
        }

        @Override
        public void onError(Throwable failure) {
            // Nobody is there to be told.
        }

        @Override
        public void onComplete() {
            // Nobody is there to be told.
        }
    }
}
