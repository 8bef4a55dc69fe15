package io.sluice.edge.audit.read;

import io.sluice.edge.audit.ChainHead;

/**
 * What other chains have noted of one.
 *
 * @param latest the end that is farthest on
 * @param earliest the number of the first end that was noted when no line could come any more that lies before the time; all after it
 *     lie in the time
 */
record Noted(ChainHead latest, long earliest) {
    /** @param late whether it was noted so late that all lines after it lie in the time */
    static Noted of(ChainHead head, boolean late) {
        return new Noted(head, late ? head.seq() : Long.MAX_VALUE);
    }

    Noted and(Noted other) {
        ChainHead farthest = latest.seq() < other.latest.seq() ? other.latest : latest;
        return new Noted(farthest, Math.min(earliest, other.earliest));
    }
}
