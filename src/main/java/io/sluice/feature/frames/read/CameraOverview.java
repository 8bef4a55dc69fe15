package io.sluice.feature.frames.read;

import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.erasures.KnownErasures;
import io.sluice.feature.frames.index.CameraTotals;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What there is of each camera, as far as the index reaches back. One whose frames have all been erased has none, also before they are
 * out of their packs; the counts of others follow when they are. Thread-safe.
 */
public final class CameraOverview {
    /** The rate is that of the frames so long before the last one. */
    private static final Duration RATED = Duration.ofSeconds(5);

    private static final int MOST_RATED = 1000;

    /** How far behind frames that were erased the last one is looked for. */
    private static final Duration BEHIND_ERASED = Duration.ofHours(1);

    private final FrameCatalog catalog;
    private final FrameSearch search;
    private final TimeSource time;

    /**
     * A camera.
     *
     * @param last its last frame; empty when that cannot be read
     * @param lag how long ago the last frame was taken
     * @param rate frames a second, of the last few seconds before the last frame; 0 when there is but one
     */
    public record Camera(CameraTotals totals, Optional<StoredFrame> last, Duration lag, double rate) {}

    /**
     * Some cameras by name.
     *
     * @param next pass it on for the following page; null when this is the last
     */
    public record Page(List<Camera> cameras, @Nullable String next, IndexState index) {
        public Page {
            cameras = List.copyOf(cameras);
        }
    }

    public CameraOverview(FrameCatalog catalog, FrameSearch search, TimeSource time) {
        this.catalog = catalog;
        this.search = search;
        this.time = time;
    }

    /**
     * Which cameras to tell of.
     *
     * @param after only names that come after it
     * @param which of the others
     * @param named told of also when the index knows no frame of them
     */
    public record Wanted(String after, int limit, Predicate<String> which, Set<String> named) {}

    /**
     * Some cameras by name.
     *
     * @param lane each camera is looked at in a turn of its own
     */
    public Uni<Page> page(Wanted wanted, Executor lane) {
        return ready().chain(_ -> page(wanted, totals(wanted), lane));
    }

    /** One camera; empty when the index knows no frame of it. */
    public Uni<Optional<Camera>> one(CameraName name) {
        return ready().chain(_ -> catalog.cameras().stream()
                .filter(camera -> camera.camera().equals(name.value()))
                .findFirst()
                .map(totals -> camera(totals).map(seen -> Optional.of(seen).filter(CameraOverview::hasFrames)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** How much is known of all that the index reaches back to. */
    public IndexState index() {
        return catalog.reachBack();
    }

    private Uni<IndexState> ready() {
        return Uni.createFrom().deferred(() -> {
            long now = search.clipped(Long.MAX_VALUE);
            return catalog.ready(now - FrameSearch.AHEAD.plusMinutes(1).toNanos(), now);
        });
    }

    private List<CameraTotals> totals(Wanted wanted) {
        SortedMap<String, CameraTotals> all = new TreeMap<>();
        wanted.named().forEach(name -> all.put(name, new CameraTotals(name, 0, 0, 0, 0, 0)));
        catalog.cameras().forEach(camera -> all.put(camera.camera(), camera));
        return all.values().stream()
                .filter(camera -> camera.camera().compareTo(wanted.after()) > 0
                        && wanted.which().test(camera.camera()))
                .toList();
    }

    private Uni<Page> page(Wanted wanted, List<CameraTotals> cameras, Executor lane) {
        List<CameraTotals> some = cameras.subList(0, Math.min(wanted.limit(), cameras.size()));
        String next = cameras.size() > wanted.limit() ? some.getLast().camera() : null;
        return Multi.createFrom()
                .iterable(some)
                .onItem()
                .transformToUni(camera -> camera(camera).emitOn(lane))
                .concatenate()
                .select()
                .where(camera -> hasFrames(camera)
                        || wanted.named().contains(camera.totals().camera()))
                .collect()
                .asList()
                .map(all -> new Page(all, next, catalog.reachBack()));
    }

    private Uni<Camera> camera(CameraTotals totals) {
        if (totals.packs() == 0) {
            return Uni.createFrom().item(new Camera(totals, Optional.empty(), Duration.ZERO, 0));
        }
        long from = Math.max(0, totals.last() - RATED.toNanos());
        FrameWalk walk = search.walk(FrameWalk.Range.of(totals.camera(), from, totals.last()));
        return search.erasures()
                .known()
                .chain(erased -> search.floor(new CameraName(totals.camera()), totals.last(), lowest(totals, erased)))
                .chain(found -> found.frame().isEmpty()
                        ? frameless(totals)
                        : rate(walk).map(rate -> new Camera(totals, found.frame(), lag(found), rate)));
    }

    private static long lowest(CameraTotals totals, KnownErasures erased) {
        return erased.of(totals.camera()).isEmpty()
                ? totals.first()
                : Math.max(totals.first(), totals.last() - BEHIND_ERASED.toNanos());
    }

    private static boolean hasFrames(Camera camera) {
        return camera.totals().packs() > 0;
    }

    private Uni<Camera> frameless(CameraTotals totals) {
        return search.erasures()
                .known()
                .map(erased -> erased.span(totals.camera(), totals.first(), totals.last())
                        ? new CameraTotals(totals.camera(), 0, 0, 0, 0, 0)
                        : totals)
                .map(left -> new Camera(left, Optional.empty(), Duration.ZERO, 0));
    }

    private Duration lag(Found found) {
        return Duration.between(
                found.frame().map(frame -> frame.time().instant()).orElse(time.now()), time.now());
    }

    private static Uni<Double> rate(FrameWalk walk) {
        return Multi.createBy()
                .repeating()
                .uni(() -> walk.next(0, MOST_RATED))
                .whilst(frames -> !frames.isEmpty())
                .onItem()
                .transformToIterable(frames -> frames)
                .select()
                .first(MOST_RATED)
                .collect()
                .asList()
                .map(CameraOverview::rate);
    }

    private static double rate(List<StoredFrame> frames) {
        if (frames.size() < 2) {
            return 0;
        }
        long nanos = frames.getLast().time().nanos() - frames.getFirst().time().nanos();
        return nanos == 0 ? 0 : (frames.size() - 1) * 1e9 / nanos;
    }
}
