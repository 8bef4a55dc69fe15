package io.sluice.feature.frames.ingest;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteBudget.Share;
import io.sluice.base.bytes.Lease;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The memory of one stream: what it holds of bytes that have come, and the lease that pays for them. Frames stay on the account
 * until their pack is stored or given up. Confined to the stream's lane.
 *
 * <p>A frame begins only while the spare half of the budget has room, and may use the other half to get whole: so frames that have
 * begun get out of the way of those that have not.
 */
final class Account {
    /** What a frame costs beside its image, at most, in bytes: its heads, its line in the table, the objects that carry it. */
    static final int PER_FRAME = 512;

    private final ByteBudget budget;
    private final Lease lease;
    private long held;
    private long underway;

    Account(ByteBudget budget) {
        this.budget = budget;
        this.lease = budget.empty();
    }

    void received(long bytes) {
        held += bytes;
    }

    /** These bytes are needed no longer. */
    void released(long bytes) {
        held -= bytes;
    }

    /** A frame is whole, and on its way. */
    void handed(int length) {
        held += PER_FRAME;
        underway += length + PER_FRAME;
    }

    /** A frame is stored or given up; its image has been released. */
    void settled(int length) {
        held -= PER_FRAME;
        underway -= length + PER_FRAME;
    }

    /** Whether a frame has begun to arrive. */
    boolean within() {
        return held > underway;
    }

    /**
     * Whether the next {@code chunk} is paid for; if it is not, tries to pay for {@code ahead} out of spare memory.
     *
     * @param ahead at least {@code chunk}
     */
    boolean pays(long chunk, long ahead) {
        return lease.bytes() >= held + chunk || lease.tryGrow(held + ahead - lease.bytes());
    }

    /** Waits for the memory that {@link #pays} did not find; for {@link #take}. */
    CompletionStage<Lease> more(long ahead, Duration patience) {
        return budget.acquire(held + ahead - lease.bytes(), within() ? Share.FLOOR : Share.SPARE, patience);
    }

    /** Takes memory that was waited for; once closed, gives it back. */
    void take(Lease more) {
        lease.absorb(more);
    }

    /** Gives back all but what is held and {@code ahead}. */
    void trim(long ahead) {
        lease.shrinkTo(held + ahead);
    }

    void close() {
        lease.close();
    }
}
