package io.sluice.base.time;

import java.util.random.RandomGenerator;

/**
 * Makes ULIDs: 26 characters of Crockford's base 32, 48 bits of time in milliseconds and 80 random bits, so that ids sort
 * by the time they were made. Thread-safe when its random source is.
 */
public final class Ids {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;
    private static final int TIME_DIGITS = 10;

    private final TimeSource time;
    private final RandomGenerator random;

    public Ids(TimeSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** Ids for production: the machine's clock and an unpredictable random source. */
    public static Ids system() {
        return new Ids(TimeSource.system(), new java.security.SecureRandom());
    }

    /** A new id, unlike every other. */
    public String next() {
        char[] id = new char[LENGTH];
        write(id, 0, TIME_DIGITS, time.now().toEpochMilli());
        write(id, TIME_DIGITS, 8, random.nextLong());
        write(id, TIME_DIGITS + 8, 8, random.nextLong());
        return new String(id);
    }

    private static void write(char[] id, int from, int digits, long value) {
        long rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            id[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }
}
