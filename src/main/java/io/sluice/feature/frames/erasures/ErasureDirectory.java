package io.sluice.feature.frames.erasures;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.manifest.Change;
import io.sluice.store.manifest.Changed;
import io.sluice.store.manifest.Manifest;
import io.sluice.store.manifest.ManifestFolder;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The records of erasures: {@code erasures/{id}.json} in the bucket of frames. Thread-safe. */
public final class ErasureDirectory {
    /** No more run at once: each replica has all of them in its memory, and asks them of each frame of their cameras. */
    public static final int MOST_RUNNING = 1000;

    private static final String ROOT = "erasures/";

    private final ManifestFolder<Erasure, KnownErasures> folder;
    private final Ids ids;
    private final TimeSource time;

    public ErasureDirectory(Manifests.Parts parts, BucketName bucket, Ids ids, TimeSource time) {
        this.folder = new ManifestFolder<>(
                parts,
                new ManifestFolder.Kind<>(bucket, ROOT, Erasure::isId, ErasureJson.FORM, KnownErasures::from),
                time);
        this.ids = ids;
        this.time = time;
    }

    /** All of them, at most {@link ManifestFolder#FRESH_FOR} old, and never older than one that was asked of this replica. */
    public Uni<KnownErasures> known() {
        return folder.known();
    }

    /** The same if nobody has to be asked; else null. */
    public @Nullable KnownErasures atHand() {
        return folder.atHand();
    }

    /** All of them, none older than this call. */
    public Uni<KnownErasures> now() {
        return folder.now();
    }

    /** One of them as it stands now. */
    public Uni<Optional<Erasure>> find(String id) {
        return folder.find(id).map(found -> found.map(Manifest::value));
    }

    /** Which frames, and what else. */
    public record Asked(
            CameraName camera,
            FrameTime from,
            FrameTime to,
            @Nullable ETag settings) {}

    /** Makes the record of a new one; from then on it counts. Fails with {@code too-many-erasures}. */
    public Uni<Erasure> ask(Asked asked) {
        return folder.known().chain(known -> {
            if (known.all().stream().filter(Erasure::isRunning).count() >= MOST_RUNNING) {
                throw Fault.of(FaultCode.TOO_MANY_ERASURES, "No more than " + MOST_RUNNING + " erasures run at once.");
            }
            return recorded(asked);
        });
    }

    private Uni<Erasure> recorded(Asked asked) {
        // Frames are stamped in microseconds when they arrive.
        Instant now = time.now().truncatedTo(ChronoUnit.MICROS);
        Erasure erasure = new Erasure(
                ids.next(), asked.camera(), asked.from(), asked.to(), now, asked.settings(), ErasureWork.none(now));
        return folder.change(erasure.id(), _ -> new Change.Write<>(erasure)).replaceWith(erasure);
    }

    /**
     * Changes a record that is there.
     *
     * @param how called once for each attempt; it decides by what it is told
     * @return how it stands then; empty when there is none
     */
    public Uni<Optional<Erasure>> change(String id, UnaryOperator<Erasure> how) {
        return folder.change(
                        id,
                        there -> there.isEmpty()
                                ? new Change.Keep<>()
                                : new Change.Write<>(how.apply(there.get().value())))
                .map(ErasureDirectory::value);
    }

    private static Optional<Erasure> value(Changed<Erasure> changed) {
        return changed.now().map(Manifest::value);
    }

    /** Forgets one. */
    public Uni<Void> remove(String id) {
        return folder.change(id, _ -> new Change.Remove<>()).replaceWithVoid();
    }
}
