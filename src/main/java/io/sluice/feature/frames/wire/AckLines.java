package io.sluice.feature.frames.wire;

import org.jspecify.annotations.Nullable;

/**
 * Tells the sender of a stream what is durable. A newer line says all that an older one did: while the sender does not read, one
 * line waits, and a newer one takes its place. A sender that never reads costs one line. Confined to one thread at a time.
 */
public final class AckLines {
    private final AckOutlet outlet;
    private @Nullable Ack waiting;
    private long told;
    private boolean ended;

    public AckLines(AckOutlet outlet) {
        this.outlet = outlet;
    }

    /**
     * More is durable. One that says no more than an earlier one is not told.
     *
     * @throws IllegalStateException after {@link #last}
     */
    public void durable(Ack.Durable ack) {
        requireOpen();
        if (ack.count() > told) {
            told = ack.count();
            offer(ack);
        }
    }

    /**
     * Nothing more will be.
     *
     * @throws IllegalStateException when it was said before
     */
    public void last(Ack.Last ack) {
        requireOpen();
        ended = true;
        offer(ack);
    }

    /** The outlet can be written to again. */
    public void writable() {
        Ack next = waiting;
        if (next != null && outlet.canWrite()) {
            waiting = null;
            outlet.write(next.line());
        }
    }

    /** Whether all that was said has been written. */
    public boolean flushed() {
        return waiting == null;
    }

    private void offer(Ack ack) {
        waiting = ack;
        writable();
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the last line was said");
        }
    }
}
