package io.sluice.store;

import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on.
 *
 * @param key only what sorts after this is listed: a key, or a rolled-up prefix with all that it covers
 * @param token the store's own mark for the same place, which it follows more surely; null when there is none
 */
public record ListCursor(String key, @Nullable String token) {
    /** From any key on, listed before or not. */
    public static ListCursor after(String key) {
        return new ListCursor(key, null);
    }
}
