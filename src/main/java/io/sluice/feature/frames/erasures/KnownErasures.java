package io.sluice.feature.frames.erasures;

import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.manifest.Manifest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * All erasures there are a record of, running and done, as they stood at one time. Those that are done count as well: a pack that is
 * put back shows no frame of theirs. Immutable.
 */
public final class KnownErasures {
    /** No pack takes frames in for so long after its minute has begun. */
    private static final Duration OPEN = Duration.ofMinutes(15);

    private final List<Erasure> all;
    private final Map<String, List<Erasure>> byCamera;

    /** @param all in the order of their ids */
    public KnownErasures(Collection<Erasure> all) {
        this.all = List.copyOf(all);
        this.byCamera = this.all.stream()
                .collect(Collectors.groupingBy(erasure -> erasure.camera().value()));
    }

    static KnownErasures from(SortedMap<String, Manifest<Erasure>> manifests) {
        return new KnownErasures(
                manifests.values().stream().map(Manifest::value).toList());
    }

    /** In the order of their ids. */
    public List<Erasure> all() {
        return all;
    }

    public List<Erasure> of(String camera) {
        return byCamera.getOrDefault(camera, List.of());
    }

    /** Whether a frame is to be gone. Its times are in nanoseconds since 1970. */
    public boolean cover(String camera, long time, long arrived) {
        return covered(of(camera), time, arrived);
    }

    private static boolean covered(List<Erasure> erasures, long time, long arrived) {
        for (Erasure erasure : erasures) {
            if (erasure.covers(time, arrived)) {
                return true;
            }
        }
        return false;
    }

    /** The frames of a camera in a pack that are to be seen. */
    public CameraFrames visible(String camera, FrameTable table) {
        List<Erasure> erasures = of(camera);
        CameraFrames frames = table.of(camera);
        return erasures.isEmpty() ? frames : frames.where((time, arrived) -> !covered(erasures, time, arrived));
    }

    /** Whether nothing of a camera is to be seen of a pack between two times, so that it need not be opened. */
    public boolean hide(String camera, PackKey pack, long first, long last) {
        return of(camera).stream()
                .anyMatch(erasure -> erasure.spans(first, last)
                        && !erasure.askedAt().isBefore(pack.minute().plus(OPEN)));
    }

    /** Whether one of them has all times of a range in it, both ends included. */
    public boolean span(String camera, long first, long last) {
        return of(camera).stream().anyMatch(erasure -> erasure.spans(first, last));
    }
}
