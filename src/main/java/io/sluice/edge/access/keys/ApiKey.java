package io.sluice.edge.access.keys;

import io.sluice.edge.access.Grant;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.SecretHash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an API key.
 *
 * @param former the secret it had before, as long as that still opens; null of a key that was never rotated
 */
public record ApiKey(
        String id,
        Holder holder,
        Origin origin,
        SecretHash hash,
        @Nullable Former former) {
    /**
     * Who holds it, and what for.
     *
     * @param name by which people know it
     * @param subject whose objects they are that are stored with it; several keys may have one
     */
    public record Holder(String name, String subject, List<Grant> grants) {
        public Holder {
            grants = List.copyOf(grants);
            if (name.isEmpty() || name.length() > 128 || !Principal.isSubject(subject)) {
                throw new IllegalArgumentException("a key has a name and a subject of up to 128 characters");
            }
        }
    }

    /**
     * Where it comes from, and until when it is good.
     *
     * @param by the subject of who has made it
     * @param expires null for never
     */
    public record Origin(
            Instant created, String by, @Nullable Instant expires) {}

    /** The secret before the last rotation. */
    public record Former(SecretHash hash, Instant until) {}

    boolean opens(String secret, Instant now) {
        return hash.fits(secret)
                || (former != null
                        && now.isBefore(former.until())
                        && former.hash().fits(secret));
    }

    boolean expired(Instant now) {
        Instant end = origin.expires();
        return end != null && !now.isBefore(end);
    }

    Principal principal() {
        return new Principal(Principal.Kind.KEY, holder.subject(), holder.grants());
    }

    /** The same key with another secret; the one it has now opens until {@code until}. */
    public ApiKey rotated(SecretHash other, Instant until) {
        return new ApiKey(id, holder, origin, other, new Former(hash, until));
    }
}
