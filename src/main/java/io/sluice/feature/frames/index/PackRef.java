package io.sluice.feature.frames.index;

import io.sluice.feature.frames.pack.PackKey;
import java.time.Instant;

/** A pack in as little memory as there is: its id in 16 bytes instead of 26 characters. Immutable. */
final class PackRef {
    /** With two references to it, in bytes. */
    static final int WEIGHT = 64;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int ULID = 26;
    private static final int BITS = 5;
    private static final int SECONDS = 60;

    private final String node;
    private final long high;
    private final long low;
    private final long bytes;
    private final int minute;
    private final int firstSlot;
    private final int lastSlot;

    /** @param node one object for all packs of a node */
    PackRef(PackFacts facts, String node) {
        this.node = node;
        this.bytes = facts.bytes();
        this.minute = minute(facts.key());
        boolean none = facts.clusters().isEmpty();
        this.firstSlot = none ? 0 : Clustering.slot(facts.clusters().getFirst().first());
        this.lastSlot = none ? 0 : Clustering.slot(facts.clusters().getLast().last());
        long upper = 0;
        long lower = 0;
        String id = facts.key().id();
        for (int i = 0; i < ULID; i++) {
            upper = upper << BITS | lower >>> (Long.SIZE - BITS);
            lower = lower << BITS | DIGITS.indexOf(id.charAt(i));
        }
        this.high = upper;
        this.low = lower;
    }

    /** The minute of a key, counted from 1970. */
    static int minute(PackKey key) {
        return (int) (key.minute().getEpochSecond() / SECONDS);
    }

    PackKey key() {
        return new PackKey(Instant.ofEpochSecond((long) minute * SECONDS), node, id());
    }

    private String id() {
        char[] text = new char[ULID];
        long upper = high;
        long lower = low;
        for (int i = ULID - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (lower & (1 << BITS) - 1));
            lower = lower >>> BITS | upper << (Long.SIZE - BITS);
            upper >>>= BITS;
        }
        return new String(text);
    }

    boolean is(PackRef other) {
        return low == other.low && high == other.high && minute == other.minute && node.equals(other.node);
    }

    long bytes() {
        return bytes;
    }

    int minute() {
        return minute;
    }

    int firstSlot() {
        return firstSlot;
    }

    int lastSlot() {
        return lastSlot;
    }
}
