package io.sluice.store.manifest;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.function.Function;

/**
 * A value as JSON.
 *
 * @param write equal values give equal JSON
 * @param read what {@code write} gave; throws anything on anything else
 */
public record ManifestForm<T>(Function<T, JsonObject> write, Function<JsonObject, T> read) {
    /** A text that what {@code write} gave always has. */
    public static String text(JsonObject json, String name) {
        return Objects.requireNonNull(json.getString(name), name);
    }
}
