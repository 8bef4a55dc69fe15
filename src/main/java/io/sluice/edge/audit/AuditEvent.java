package io.sluice.edge.audit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One thing that was asked for, and what became of it.
 *
 * @param time when it was over, or refused
 * @param who asked
 * @param action by its name
 * @param resource it was about
 * @param requestId in the answer and in the log
 * @param status of the answer; 499 when the client went away first
 * @param heads ends of other chains, where this is a witness of them
 */
public record AuditEvent(
        Instant time, Who who, String action, String resource, String requestId, int status, List<ChainHead> heads) {
    private static final String WITNESS = "audit.witness";

    private static final int FAILED = 400;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    public AuditEvent {
        heads = List.copyOf(heads);
    }

    public AuditEvent(Instant time, Who who, String action, String resource, String requestId, int status) {
        this(time, who, action, resource, requestId, status, List.of());
    }

    /** Sluice itself saw these ends of other chains. */
    public static AuditEvent witness(Instant time, List<ChainHead> heads) {
        return new AuditEvent(time, new Who("sluice", "service", ""), WITNESS, "audit", "", 200, heads);
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
    }

    /** How it ended. */
    public enum Outcome {
        OK,
        DENIED,
        FAILED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a request with this answer was refused for who sent it. */
    public static boolean isDenial(int status) {
        return status == UNAUTHENTICATED || status == FORBIDDEN || status == TOO_MANY;
    }

    public Outcome outcome() {
        if (isDenial(status)) {
            return Outcome.DENIED;
        }
        return status < FAILED ? Outcome.OK : Outcome.FAILED;
    }
}
