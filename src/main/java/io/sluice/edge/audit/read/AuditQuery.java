package io.sluice.edge.audit.read;

import io.sluice.edge.audit.AuditEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines to read; all that is set must hold.
 *
 * @param from the first time, inclusive
 * @param to the last, inclusive
 * @param subject who asked
 * @param action by its name
 * @param resource what it was about; with a {@code *} at the end, what begins so
 * @param after goes on behind this line; null from the beginning
 * @param limit lines at most
 */
public record AuditQuery(
        Instant from,
        Instant to,
        @Nullable String subject,
        @Nullable String action,
        @Nullable String resource,
        @Nullable AuditMark after,
        int limit) {
    private static final String ANY = "*";

    boolean admits(AuditEvent event) {
        return !event.time().isBefore(from)
                && !event.time().isAfter(to)
                && (subject == null || subject.equals(event.who().subject()))
                && (action == null || action.equals(event.action()))
                && (resource == null || isResource(event.resource(), resource));
    }

    private static boolean isResource(String actual, String wanted) {
        return wanted.endsWith(ANY)
                ? actual.startsWith(wanted.substring(0, wanted.length() - ANY.length()))
                : actual.equals(wanted);
    }
}
