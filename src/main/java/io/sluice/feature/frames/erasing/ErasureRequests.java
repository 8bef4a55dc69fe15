package io.sluice.feature.frames.erasing;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.store.ETag;
import io.sluice.store.manifest.Manifest;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes erasures on. What is held at the moment when it is asked is refused; a hold that comes later is too late. Thread-safe. */
public final class ErasureRequests {
    private final ErasureDirectory erasures;
    private final CameraDirectory cameras;

    public ErasureRequests(ErasureDirectory erasures, CameraDirectory cameras) {
        this.erasures = erasures;
        this.cameras = cameras;
    }

    /**
     * The frames of a range.
     *
     * @param from the first time
     * @param to the last
     * @return when it is recorded, and no longer shown by this replica. Fails with {@code frames-held}, {@code too-many-erasures}, and
     *     as reads and writes do
     */
    public Uni<Erasure> range(CameraName camera, FrameTime from, FrameTime to) {
        return cameras.find(camera).chain(settings -> {
            boolean held = settings.map(Manifest::value).orElse(CameraSettings.NONE).holds().stream()
                    .anyMatch(hold -> hold.meets(from.nanos(), to.nanos()));
            return held ? refused() : erasures.ask(new ErasureDirectory.Asked(camera, from, to, null));
        });
    }

    /** All frames of a camera, and its settings. Fails as {@link #range}, {@code frames-held} when it has any hold. */
    public Uni<Erasure> all(CameraName camera) {
        return cameras.find(camera).chain(settings -> {
            boolean held = settings.map(Manifest::value)
                    .filter(there -> !there.holds().isEmpty())
                    .isPresent();
            return held
                    ? refused()
                    : erasures.ask(new ErasureDirectory.Asked(camera, Erasure.FIRST, Erasure.LAST, tag(settings)))
                            .chain(this::withoutSettings);
        });
    }

    private static Uni<Erasure> refused() {
        return Uni.createFrom()
                .failure(Fault.of(FaultCode.FRAMES_HELD, "Frames of the range are held: end the holds first."));
    }

    private static @Nullable ETag tag(Optional<Manifest<CameraSettings>> settings) {
        return settings.map(Manifest::etag).orElse(null);
    }

    /** Forgets the settings that go with an erasure, and that they are to be. */
    Uni<Erasure> withoutSettings(Erasure erasure) {
        ETag settings = erasure.settings();
        return settings == null
                ? Uni.createFrom().item(erasure)
                : cameras.forget(erasure.camera(), settings)
                        .chain(() -> erasures.change(erasure.id(), Erasure::withoutSettings))
                        .map(changed -> changed.orElse(erasure));
    }
}
