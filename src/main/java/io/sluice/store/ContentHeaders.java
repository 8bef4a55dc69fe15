package io.sluice.store;

import org.jspecify.annotations.Nullable;

/** The representation headers that are kept with an object and given back with it (RFC 9110, section 8). */
public record ContentHeaders(
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable String contentLanguage,
        @Nullable String contentDisposition,
        @Nullable String cacheControl) {
    public static final ContentHeaders NONE = new ContentHeaders(null, null, null, null, null);

    public static ContentHeaders ofType(String contentType) {
        return new ContentHeaders(contentType, null, null, null, null);
    }
}
