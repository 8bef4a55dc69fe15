package io.sluice.feature.links.seal;

import io.sluice.store.ObjectRef;
import java.time.Instant;

/**
 * All that a link of Sluice says.
 *
 * @param id under which it is revoked; those for the parts of one upload share it
 */
public record LinkClaims(String id, ObjectRef object, Deed deed, Maker maker, Life life) {
    /**
     * How long it holds.
     *
     * @param once whether for one use only
     */
    public record Life(Instant end, boolean once) {}
}
