package io.sluice.edge.audit.read;

import java.util.Locale;

/**
 * Something that is not as it was written.
 *
 * @param kind what is wrong
 * @param chain in which
 * @param seq the number of the line; the first of several that are missing
 * @param last the last of several that are missing; else {@code seq}
 * @param object where it is, or should be
 */
public record AuditFinding(Kind kind, String chain, long seq, long last, String object) {
    /** What is wrong with a line. */
    public enum Kind {
        /** Its bytes are not those that its hash was taken of. */
        CHANGED,
        /** It carries another hash than the line before has: that one was made anew. */
        REPLACED,
        MISSING,
        /** It stands behind one that came later, or twice. */
        MOVED,
        /** It is no line of the trail. */
        UNREADABLE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
