package io.sluice.feature.frames.retention;

import io.sluice.base.bytes.Sha256;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.feature.frames.settings.Hold;
import io.sluice.feature.frames.settings.KnownCameras;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How long frames are kept: for the retention of their camera, from their own time or from when they arrived, whichever is later, and
 * as long as they are held. Immutable.
 */
final class RetentionRule {
    private final Optional<Duration> usual;
    private final Map<String, Camera> cameras = new TreeMap<>();

    /** @param holds in the order of settings */
    private record Camera(Optional<Duration> kept, List<Hold> holds) {}

    /** @param usual of cameras of which nothing else is said; empty for ever */
    RetentionRule(Optional<Duration> usual, KnownCameras known) {
        this.usual = usual;
        known.cameras().forEach((name, settings) -> cameras.put(name, camera(settings.value())));
    }

    private Camera camera(CameraSettings settings) {
        return new Camera(Optional.ofNullable(settings.retention()).or(() -> usual), settings.holds());
    }

    /** Whether a frame is to go. Its times are in nanoseconds since 1970. */
    boolean lets(Instant now, String camera, long time, long arrived) {
        Camera said = cameras.get(camera);
        Optional<Duration> kept = said == null ? usual : said.kept();
        if (kept.isEmpty()) {
            return false;
        }
        Instant last = new FrameTime(Math.max(time, arrived)).instant();
        boolean over = !last.plus(kept.get()).isAfter(now);
        return over && (said == null || said.holds().stream().noneMatch(hold -> hold.has(time)));
    }

    /** All lengths of time that frames are kept for; empty when nothing is ever let go. */
    NavigableSet<Duration> lengths() {
        NavigableSet<Duration> all = new TreeSet<>();
        usual.ifPresent(all::add);
        cameras.values().forEach(camera -> camera.kept().ifPresent(all::add));
        return all;
    }

    /** A text that tells whether another rule lets go of the same frames. */
    String print() {
        StringBuilder text =
                new StringBuilder("usual ").append(usual.map(Duration::toString).orElse("-"));
        cameras.forEach((name, camera) -> {
            text.append('\n')
                    .append(name)
                    .append(' ')
                    .append(camera.kept().map(Duration::toString).orElse("-"));
            camera.holds()
                    .forEach(hold -> text.append(' ')
                            .append(hold.from().nanos())
                            .append('-')
                            .append(hold.to().nanos()));
        });
        return HexFormat.of().formatHex(Sha256.of(text.toString()));
    }
}
