package io.sluice.feature.frames.ingest;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.ObjectRef;
import io.sluice.store.commit.SealedGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pack that is to be stored, and whose frames are in it. */
record SealedPackGroup(SealedPack pack, List<Books.Batch> batches, PackOutcome outcome) implements SealedGroup {
    @Override
    public ObjectRef object() {
        return pack.key().object();
    }

    @Override
    public Attributes attributes() {
        return SealedPack.ATTRIBUTES;
    }

    @Override
    public Body.Held body() {
        return pack.body();
    }

    @Override
    public void troubled(Fault fault) {
        batches.forEach(batch -> batch.troubled(fault));
    }

    /** Whoever asks for a frame once its sender knows that it is durable finds it: listeners hear of it first. */
    @Override
    public void settle(@Nullable Fault fault, long nanos) {
        outcome.of(pack, fault, nanos);
        batches.forEach(batch -> batch.settle(fault));
    }
}
