package io.sluice.feature.frames.ingest;

import io.sluice.base.bytes.Lease;
import io.sluice.feature.frames.pack.OpenPack;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackListener;
import io.sluice.store.commit.CommitMeans;
import io.sluice.store.commit.CommitSettings;
import io.sluice.store.commit.Gate;
import io.sluice.store.commit.GroupCommit;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Puts the frames of all streams into packs. Thread-safe. */
final class Packing {
    private final Surroundings surroundings;
    private final IngestSettings settings;
    private final Lease paidElsewhere;
    private final PackOutcome outcome;
    private final GroupCommit<Incoming> commit;

    Packing(Context context, List<PackListener> listeners) {
        this.surroundings = context.surroundings();
        this.settings = context.settings();
        this.paidElsewhere = surroundings.budget().empty();
        this.outcome = new PackOutcome(context.meters(), listeners);
        CommitMeans means = new CommitMeans(
                surroundings.store(), surroundings.time(), surroundings.timers(), surroundings.backoff());
        this.commit = new GroupCommit<>(means, commitSettings(settings), this::begin);
    }

    private static CommitSettings commitSettings(IngestSettings settings) {
        return new CommitSettings(
                settings.uploads(),
                settings.maxDelay(),
                settings.patience().start(),
                settings.patience().store());
    }

    private OpenPackGroup begin() {
        PackKey key = PackKey.create(surroundings.time().now(), settings.node(), surroundings.ids());
        return new OpenPackGroup(new OpenPack(key, paidElsewhere), settings.packBytes(), paidElsewhere, outcome);
    }

    Gate gate() {
        return commit.gate();
    }

    /** Takes a frame; what becomes of it is told to its books. Any thread. */
    void add(Incoming in) {
        commit.add(in, in.awaited());
    }

    /** Has stored what has come; completes when all is stored or given up. */
    CompletionStage<Void> stop() {
        return commit.stop();
    }
}
