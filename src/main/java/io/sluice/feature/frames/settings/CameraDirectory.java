package io.sluice.feature.frames.settings;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.CameraName;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.WriteCondition;
import io.sluice.store.manifest.Change;
import io.sluice.store.manifest.Changed;
import io.sluice.store.manifest.Manifest;
import io.sluice.store.manifest.ManifestFolder;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The settings of cameras: {@code cameras/{camera}.json} in the bucket of frames. Thread-safe. */
public final class CameraDirectory {
    /** What another replica has changed is seen by {@link #known} after so long at the latest. */
    public static final Duration FRESH_FOR = ManifestFolder.FRESH_FOR;

    private static final String ROOT = "cameras/";

    private final ManifestFolder<CameraSettings, KnownCameras> folder;

    public CameraDirectory(Manifests.Parts parts, BucketName bucket, TimeSource time) {
        this.folder = new ManifestFolder<>(
                parts,
                new ManifestFolder.Kind<>(bucket, ROOT, CameraName::isOne, SettingsJson.FORM, KnownCameras::new),
                time);
    }

    /** The settings of all cameras, at most {@link #FRESH_FOR} old, and never older than a change through this replica. */
    public Uni<KnownCameras> known() {
        return folder.known();
    }

    /** The settings of all cameras, none of them older than this call. */
    public Uni<KnownCameras> now() {
        return folder.now();
    }

    /** The settings of one camera as they stand now. */
    public Uni<Optional<Manifest<CameraSettings>>> find(CameraName camera) {
        return folder.find(camera.value());
    }

    /**
     * Says how a camera's frames are kept; its holds stay.
     *
     * @param settings without holds
     * @param condition on the settings that are there. Fails with {@code precondition-failed}
     */
    public Uni<Changed<CameraSettings>> put(CameraName camera, CameraSettings settings, WriteCondition condition) {
        return change(camera, there -> {
            check(there, condition);
            CameraSettings before = there.map(Manifest::value).orElse(CameraSettings.NONE);
            return new Change.Write<>(
                    new CameraSettings(settings.retention(), settings.tags(), settings.expectedRate(), before.holds()));
        });
    }

    private static void check(Optional<Manifest<CameraSettings>> there, WriteCondition condition) {
        boolean holds = switch (condition) {
            case WriteCondition.Always() -> true;
            case WriteCondition.IfAbsent() -> there.isEmpty();
            case WriteCondition.IfMatches(var etag) ->
                there.filter(manifest -> manifest.etag().equals(etag)).isPresent();
        };
        if (!holds) {
            throw Fault.of(FaultCode.PRECONDITION_FAILED, "The settings of the camera are not those that were named.");
        }
    }

    /**
     * What became of a hold.
     *
     * @param created whether there was none of its id
     */
    public record Held(Hold hold, boolean created) {}

    /** Holds a range, in place of a hold with the same id. Fails with {@code too-many-holds}. */
    public Uni<Held> hold(CameraName camera, Hold hold) {
        // Of several attempts the last decides.
        Held[] held = {new Held(hold, true)};
        return change(camera, there -> {
                    CameraSettings before = there.map(Manifest::value).orElse(CameraSettings.NONE);
                    Optional<Hold> old = before.holds().stream()
                            .filter(other -> other.id().equals(hold.id()))
                            .findFirst();
                    Hold kept = old.filter(hold::saysAs).orElse(hold);
                    held[0] = new Held(kept, old.isEmpty());
                    return kept.equals(hold) ? new Change.Write<>(before.with(hold)) : new Change.Keep<>();
                })
                .map(_ -> held[0]);
    }

    /** Ends a hold; one that is not there is no failure. */
    public Uni<Void> release(CameraName camera, String hold) {
        return change(
                        camera,
                        there -> there.isEmpty()
                                ? new Change.Keep<>()
                                : new Change.Write<>(there.get().value().without(hold)))
                .replaceWithVoid();
    }

    /** Forgets what is said of a camera if it is what it was; what was said later stays. */
    public Uni<Void> forget(CameraName camera, ETag etag) {
        return change(
                        camera,
                        there -> there.filter(manifest -> manifest.etag().equals(etag))
                                        .isPresent()
                                ? new Change.Remove<>()
                                : new Change.Keep<>())
                .replaceWithVoid();
    }

    private Uni<Changed<CameraSettings>> change(
            CameraName camera, Function<Optional<Manifest<CameraSettings>>, Change<CameraSettings>> how) {
        return folder.change(camera.value(), how);
    }
}
