package io.sluice.feature.frames.erasing;

import io.sluice.base.time.Ids;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.retention.Retention;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.sweep.MinuteSweep;
import io.sluice.feature.frames.sweep.MinuteWalk;
import io.sluice.feature.frames.sweep.SweepSlice;
import io.sluice.feature.frames.upkeep.Compaction;
import io.sluice.store.Await;
import io.sluice.store.ObjectStore;
import io.sluice.store.lease.Leases;
import io.sluice.store.manifest.Manifests;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What a replica that has just started erases with. */
final class ErasureReplica {
    final ErasureDirectory erasures;
    final CameraDirectory cameras;
    final ErasureRequests requests;
    final Erasing erasing;
    private final Retention retention;
    private final PackRewrite rewrite;
    private final PackRewrite.Parts parts;
    private final Leases leases;

    /** @param parts on the same store as the manifests */
    ErasureReplica(Manifests.Parts manifests, PackRewrite.Parts parts) {
        ObjectStore store = manifests.store();
        this.erasures = new ErasureDirectory(manifests, PackKey.BUCKET, Ids.system(), parts.time());
        this.cameras = new CameraDirectory(manifests, PackKey.BUCKET, parts.time());
        this.requests = new ErasureRequests(erasures, cameras);
        this.parts = parts;
        this.rewrite = new PackRewrite(parts, 8 << 20, Duration.ofMillis(1));
        MinuteWalk walk = new MinuteWalk(store);
        FrameTables tables = new FrameTables(store, PackKey.BUCKET, manifests.budget(), 1 << 20);
        MinuteSweep sweep = new MinuteSweep(tables, rewrite);
        this.leases = new Leases(
                new Leases.Parts(store, parts.time(), parts.timers(), parts.ids()),
                PackKey.BUCKET,
                Duration.ofSeconds(2));
        this.retention = new Retention(
                new Retention.Parts(
                        cameras,
                        manifests,
                        new SweepSlice.Parts(walk, sweep, () -> erasures.known().map(Erasing::filter)),
                        leases,
                        parts.time()),
                Optional.empty(),
                Duration.ofMinutes(1));
        this.erasing = new Erasing(
                new Erasing.Parts(
                        erasures, requests, new SweepSlice.Parts(walk, sweep, retention::filter), leases, parts.time()),
                Duration.ofMinutes(1));
    }

    /** What it compacts with. */
    Compaction.Parts compacting(Executor executor) {
        return new Compaction.Parts(
                parts.store(),
                parts.catalog(),
                rewrite,
                leases,
                retention::filter,
                parts.time(),
                parts.timers(),
                executor);
    }

    /** Until nothing is to be done now. */
    void work() {
        while (Await.on(erasing.slice(() -> true)) instanceof Erasing.Slice.Done) {
            // Slice by slice.
        }
    }

    /** How an erasure stands. */
    Erasure find(Erasure erasure) {
        return Await.on(erasures.find(erasure.id())).orElseThrow();
    }
}
