package io.sluice.feature.objects.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ListCursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Cursors as clients carry them: opaque, and safe in a URL. */
final class Cursors {
    /** Stands between key and token; no key has it. */
    private static final char SEPARATOR = '\0';

    private Cursors() {}

    static @Nullable String encode(@Nullable ListCursor cursor) {
        if (cursor == null) {
            return null;
        }
        String text = cursor.token() == null ? cursor.key() : cursor.key() + SEPARATOR + cursor.token();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Fault {@link FaultCode#INVALID_PARAMETER} */
    static @Nullable ListCursor decode(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int separator = text.indexOf(SEPARATOR);
            return separator < 0
                    ? ListCursor.after(text)
                    : new ListCursor(text.substring(0, separator), text.substring(separator + 1));
        } catch (IllegalArgumentException notBase64) {
            throw Fault.of(FaultCode.INVALID_PARAMETER, "The parameter 'after' is the 'next' of an earlier page.");
        }
    }
}
