package io.sluice.edge.audit.read;

import io.sluice.edge.audit.ChainHead;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How far a chain has been verified, and the ends of its objects that other chains may have noted. For one thread at a time. */
final class ChainState {
    /** Some hours of one a second. */
    private static final int MOST_ENDS = 16_384;

    private final Deque<ChainHead> ends = new ArrayDeque<>();
    private ChainHead head;
    private Instant hour;

    /** @param before what is believed before the first line that is seen */
    ChainState(ChainHead before, Instant hour) {
        this.head = before;
        this.hour = hour;
    }

    ChainHead head() {
        return head;
    }

    void moveTo(ChainHead next, Instant in) {
        head = next;
        hour = in;
    }

    /** An object ends here. */
    void objectEnds() {
        if (ends.isEmpty() || ends.getLast().seq() < head.seq()) {
            ends.addLast(head);
        }
        if (ends.size() > MOST_ENDS) {
            ends.removeFirst();
        }
    }

    /** Nobody notes any other end than the last any more. */
    void trimBefore(Instant then) {
        if (hour.isBefore(then)) {
            while (ends.size() > 1) {
                ends.removeFirst();
            }
        }
    }

    /** The end with this number, if it is still known. */
    Optional<ChainHead> end(long seq) {
        return ends.stream().filter(end -> end.seq() == seq).findFirst();
    }
}
