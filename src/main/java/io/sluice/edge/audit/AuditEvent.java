package io.sluice.edge.audit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One thing that was asked for, and what became of it.
 *
 * @param time when it was over, or refused; of a stream also when it began
 * @param who asked
 * @param action by its name
 * @param resource it was about
 * @param requestId in the answer and in the log
 * @param end how it ended
 * @param told what Sluice itself has to say, where this is not of a request
 */
public record AuditEvent(Instant time, Who who, String action, String resource, String requestId, End end, Told told) {
    /** The status of a stream that goes on. */
    public static final int GOES_ON = 100;

    private static final String WITNESS = "audit.witness";
    private static final String SKIP = "audit.skip";
    private static final Who SLUICE = new Who("sluice", "service", "");

    private static final int FINE = 200;
    private static final int FAILED = 400;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    /** A bucket's name, a slash, and the longest key there is. */
    private static final int LONGEST_RESOURCE = 63 + 1 + 1024;

    private static final int LONGEST_TEXT = 256;
    private static final String CUT = "…";

    /** Sluice itself saw these ends of other chains. */
    public static AuditEvent witness(Instant time, List<ChainHead> heads) {
        return new AuditEvent(time, SLUICE, WITNESS, "audit", "", End.of(FINE), new Told(heads, 0));
    }

    /** So many refusals have no line. */
    public static AuditEvent skip(Instant time, long refusals) {
        return new AuditEvent(time, SLUICE, SKIP, "audit", "", End.of(FINE), new Told(List.of(), refusals));
    }

    /**
     * Who asked.
     *
     * @param kind how they were known
     * @param from the address of the client
     * @param via the id of the link that was made, used or revoked; empty for none
     */
    public record Who(String subject, String kind, String from, String via) {
        public Who(String subject, String kind, String from) {
            this(subject, kind, from, "");
        }

        private Who bounded() {
            return new Who(
                    cut(subject, LONGEST_TEXT),
                    cut(kind, LONGEST_TEXT),
                    cut(from, LONGEST_TEXT),
                    cut(via, LONGEST_TEXT));
        }
    }

    /**
     * How it ended.
     *
     * @param status of the answer; 499 when the client went away first, {@link #GOES_ON} where it has only begun
     */
    public record End(int status, Outcome outcome) {
        /** Of an answer whose status says it all. */
        public static End of(int status) {
            return of(status, isDenial(status));
        }

        /** Of a refusal with any status: who asks may not learn that it is one. */
        public static End of(int status, boolean denied) {
            return new End(status, denied ? Outcome.DENIED : outcome(status));
        }

        private static Outcome outcome(int status) {
            return status < FAILED ? Outcome.OK : Outcome.FAILED;
        }
    }

    /**
     * What Sluice itself tells.
     *
     * @param heads ends of other chains, where this is a witness of them
     * @param skipped refusals that have no line
     */
    public record Told(List<ChainHead> heads, long skipped) {
        public static final Told NOTHING = new Told(List.of(), 0);

        public Told {
            heads = List.copyOf(heads);
        }
    }

    /** What became of it. */
    public enum Outcome {
        OK,
        DENIED,
        FAILED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is none of this name */
        public static Outcome of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    private static boolean isDenial(int status) {
        return status == UNAUTHENTICATED || status == FORBIDDEN || status == TOO_MANY;
    }

    public int status() {
        return end.status();
    }

    public Outcome outcome() {
        return end.outcome();
    }

    /** Ends of other chains, where this is a witness of them. */
    public List<ChainHead> heads() {
        return told.heads();
    }

    /** The same, with no text longer than a line may hold; one that was cut ends with {@value #CUT}. */
    public AuditEvent bounded() {
        return new AuditEvent(
                time,
                who.bounded(),
                cut(action, LONGEST_TEXT),
                cut(resource, LONGEST_RESOURCE),
                cut(requestId, LONGEST_TEXT),
                end,
                told);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
