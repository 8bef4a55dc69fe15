package io.sluice.edge.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asks. Immutable.
 *
 * @param kind how they are known
 * @param subject who they are: the owner of what they store, the name in the audit trail
 * @param grants what they may do
 */
public record Principal(Kind kind, String subject, List<Grant> grants) {
    /** Who shows nothing where something has to be shown. */
    public static final Principal ANONYMOUS = new Principal(Kind.ANONYMOUS, "anonymous", List.of());

    /** Who shows nothing where everybody may do everything. */
    public static final Principal ANYBODY =
            new Principal(Kind.ANYBODY, "anybody", List.of(Grant.unlimited(Role.ADMIN)));

    /** The subject of who shows the admin key of the configuration, and of the first API key. */
    public static final String ADMIN = "admin";

    /** Sluice itself: who makes the first API key, and notes the ends of chains in the audit trail. */
    public static final String SLUICE = "sluice";

    /** What subjects of API keys begin with that nobody has named. */
    public static final String OF_KEY = "key-";

    private static final Set<String> RESERVED = Set.of(ADMIN, SLUICE, ANONYMOUS.subject(), ANYBODY.subject());

    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}]{1,128}");

    /** How somebody is known. */
    public enum Kind {
        ANONYMOUS,
        ANYBODY,
        /** By the admin key of the configuration. */
        CONFIGURED,
        /** By an API key. */
        KEY,
        /** By a token of an identity provider. */
        TOKEN,
        /** By a link that somebody else has made. */
        LINK;

        /** As it stands in the audit trail and in answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Principal {
        grants = List.copyOf(grants);
    }

    /** Whether {@code text} may name somebody: 1 to 128 characters, none of them a control character. */
    public static boolean isSubject(String text) {
        return SUBJECT.matcher(text).matches();
    }

    /** Whether a subject is one that Sluice gives, so that nobody else's word for who they are may be it. */
    public static boolean isReserved(String subject) {
        return RESERVED.contains(subject) || subject.startsWith(OF_KEY);
    }

    /** Whether they have shown who they are. */
    public boolean known() {
        return kind != Kind.ANONYMOUS && kind != Kind.ANYBODY;
    }

    /** Whose that is which they store; null of who is not known. */
    public @Nullable String owner() {
        return known() ? subject : null;
    }

    /** Whether they have the role, or {@link Role#ADMIN}, for it. */
    public boolean is(Role role, Resource resource) {
        for (Grant grant : grants) {
            if (grant.covers(role, resource)) {
                return true;
            }
        }
        return false;
    }
}
