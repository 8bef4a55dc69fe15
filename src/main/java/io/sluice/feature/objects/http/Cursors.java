package io.sluice.feature.objects.http;

import io.sluice.base.bytes.SealedBox;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ListCursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cursors as clients carry them: opaque, and safe in a URL. */
final class Cursors {
    /** Of who sees all objects of the bucket. */
    static final Cursors PLAIN = new Cursors(bytes -> bytes, Optional::of);

    /** Stands between key and token; no key has it. */
    private static final char SEPARATOR = '\0';

    private final UnaryOperator<byte[]> wrap;
    private final Function<byte[], Optional<byte[]>> unwrap;

    private Cursors(UnaryOperator<byte[]> wrap, Function<byte[], Optional<byte[]>> unwrap) {
        this.wrap = wrap;
        this.unwrap = unwrap;
    }

    /**
     * Of who sees only some: a listing may go on behind an object that is another's.
     *
     * @param about whose cursors they are, and in which bucket they are good
     */
    static Cursors hiding(SealedBox box, String about) {
        byte[] same = about.getBytes(StandardCharsets.UTF_8);
        return new Cursors(plain -> box.seal(plain, same), shut -> box.open(shut, same));
    }

    @Nullable
    String encode(@Nullable ListCursor cursor) {
        if (cursor == null) {
            return null;
        }
        String text = cursor.token() == null ? cursor.key() : cursor.key() + SEPARATOR + cursor.token();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(wrap.apply(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws Fault {@link FaultCode#INVALID_PARAMETER} */
    @Nullable
    ListCursor decode(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        String text = new String(unwrap.apply(bytes(cursor)).orElseThrow(Cursors::none), StandardCharsets.UTF_8);
        int separator = text.indexOf(SEPARATOR);
        return separator < 0
                ? ListCursor.after(text)
                : new ListCursor(text.substring(0, separator), text.substring(separator + 1));
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            throw none();
        }
    }

    private static Fault none() {
        return Fault.of(FaultCode.INVALID_PARAMETER, "The parameter 'after' is the 'next' of an earlier page.");
    }
}
