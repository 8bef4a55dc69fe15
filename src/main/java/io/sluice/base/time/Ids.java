package io.sluice.base.time;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Makes ULIDs: 26 characters of Crockford's base 32, 48 bits of time in milliseconds and 80 random bits. They are monotonic, as
 * the ULID specification has it: each sorts after those made before it, and those of one millisecond count up from the first,
 * which alone is random. So an id is unlike every other, but no secret. Thread-safe when its random source is.
 */
public final class Ids {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;
    private static final int TIME_DIGITS = 10;
    private static final int HALF_DIGITS = 8;
    private static final long HALF = 1L << (5 * HALF_DIGITS);

    private final TimeSource time;
    private final RandomGenerator random;
    private final AtomicReference<Id> last = new AtomicReference<>(new Id(-1, 0, 0));

    /** The parts of an id: milliseconds, and two halves of 40 bits. */
    private record Id(long millis, long high, long low) {
        Id following() {
            return low + 1 < HALF ? new Id(millis, high, low + 1) : new Id(millis, (high + 1) % HALF, 0);
        }
    }

    public Ids(TimeSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** Ids for production: the machine's clock and an unpredictable random source. */
    public static Ids system() {
        return new Ids(TimeSource.system(), new SecureRandom());
    }

    /** A new id, after every other. */
    public String next() {
        long now = time.now().toEpochMilli();
        Id id = last.updateAndGet(before -> now > before.millis() ? first(now) : before.following());
        char[] text = new char[LENGTH];
        write(text, 0, TIME_DIGITS, id.millis());
        write(text, TIME_DIGITS, HALF_DIGITS, id.high());
        write(text, TIME_DIGITS + HALF_DIGITS, HALF_DIGITS, id.low());
        return new String(text);
    }

    /** When an id was made; the epoch, of what is none. */
    public static Instant time(String id) {
        long millis = 0;
        for (int i = 0; i < TIME_DIGITS && i < id.length(); i++) {
            int digit = Arrays.binarySearch(DIGITS, id.charAt(i));
            if (digit < 0 || id.length() != LENGTH) {
                return Instant.EPOCH;
            }
            millis = millis << 5 | digit;
        }
        return Instant.ofEpochMilli(millis);
    }

    private Id first(long now) {
        return new Id(now, random.nextLong() & (HALF - 1), random.nextLong() & (HALF - 1));
    }

    private static void write(char[] id, int from, int digits, long value) {
        long rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            id[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }
}
