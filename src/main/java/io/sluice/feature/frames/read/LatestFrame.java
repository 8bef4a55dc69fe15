package io.sluice.feature.frames.read;

import io.sluice.base.time.Timers;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Optional;

/** Waits for the next frame of a camera. Thread-safe. */
public final class LatestFrame {
    private final FrameCatalog catalog;
    private final FrameSearch search;
    private final Timers timers;

    public LatestFrame(FrameCatalog catalog, FrameSearch search, Timers timers) {
        this.catalog = catalog;
        this.search = search;
        this.timers = timers;
    }

    /**
     * The last frame of a camera, if it is later than {@code after}; else the next that is, if it comes while {@code wait} lasts.
     * Cancelling ends the wait.
     *
     * @param after in nanoseconds since 1970; -1 for any frame
     */
    public Uni<Found> after(CameraName camera, long after, Duration wait) {
        if (wait.isZero()) {
            return search.latest(camera).map(found -> later(found, after));
        }
        return Uni.createFrom().emitter(emitter -> new Wait(camera, after, wait, emitter).begin());
    }

    private static Found later(Found found, long after) {
        return new Found(found.frame().filter(frame -> frame.time().nanos() > after), found.index());
    }

    /** One who waits; the emitter takes only the first answer. */
    private final class Wait {
        private final CameraName camera;
        private final long after;
        private final Duration patience;
        private final UniEmitter<? super Found> emitter;

        Wait(CameraName camera, long after, Duration patience, UniEmitter<? super Found> emitter) {
            this.camera = camera;
            this.after = after;
            this.patience = patience;
            this.emitter = emitter;
        }

        void begin() {
            Runnable endWatch = catalog.watch(camera.value(), this::arrived);
            Runnable endTimer =
                    timers.after(patience, () -> emitter.complete(new Found(Optional.empty(), IndexState.READY)));
            emitter.onTermination(endWatch);
            search.latest(camera)
                    .map(found -> later(found, after))
                    .subscribe()
                    .with(
                            found -> {
                                if (found.frame().isPresent()) {
                                    emitter.complete(found);
                                }
                            },
                            emitter::fail);
            emitter.onTermination(() -> {
                endWatch.run();
                endTimer.run();
            });
        }

        private void arrived(PackKey pack, FrameTable table) {
            search.erasures()
                    .known()
                    .subscribe()
                    .with(erased -> look(pack, erased.visible(camera.value(), table)), emitter::fail);
        }

        private void look(PackKey pack, CameraFrames frames) {
            int last = frames.size() - 1;
            if (last >= 0 && frames.time(last) > after) {
                StoredFrame frame = new StoredFrame(pack, frames.frame(last));
                emitter.complete(new Found(Optional.of(frame), IndexState.READY));
            }
        }
    }
}
