package io.sluice.edge.objects;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content types that a browser may show where it finds them: none of them can carry a script that runs as a page of this origin.
 * That is a list of what is harmless, not of what is not: browsers learn new types.
 */
final class InlineTypes {
    /** Anything in XML may have scripts: {@code image/svg+xml}. */
    private static final Pattern HARMLESS = Pattern.compile("(audio|font|image|video)/[a-z0-9.-]{1,100}");

    private static final Set<String> ALSO = Set.of(
            "application/gzip",
            "application/javascript",
            "application/json",
            "application/octet-stream",
            "application/ogg",
            "application/pdf",
            "application/vnd.apple.mpegurl",
            "application/wasm",
            "application/x-mpegurl",
            "application/x-ndjson",
            "application/zip",
            "text/css",
            "text/csv",
            "text/javascript",
            "text/markdown",
            "text/plain",
            "text/vtt");

    private InlineTypes() {}

    /** @param contentType as it was stored; null for bytes of which nothing is known */
    static boolean contain(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return HARMLESS.matcher(type).matches() || ALSO.contains(type);
    }
}
