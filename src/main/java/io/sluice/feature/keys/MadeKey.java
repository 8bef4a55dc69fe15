package io.sluice.feature.keys;

import io.sluice.edge.access.keys.ApiKey;

/**
 * A key that has a new secret.
 *
 * @param text what its holder is to be given: it is told now and never again
 */
public record MadeKey(ApiKey key, String text) {
    @Override
    public String toString() {
        return "MadeKey[" + key.id() + "]";
    }
}
