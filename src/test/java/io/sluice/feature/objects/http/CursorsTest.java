package io.sluice.feature.objects.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.SealedBox;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Secrets;
import io.sluice.store.ListCursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final SealedBox BOX = new SealedBox(new byte[32], Secrets.system()::bytes);
    private static final Cursors SEALED = Cursors.hiding(BOX, "files\0alice");

    static List<Cursors> all() {
        return List.of(Cursors.PLAIN, SEALED);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aCursorComesBackFromItsText(Cursors cursors) {
        for (ListCursor cursor : new ListCursor[] {
            ListCursor.after("a"),
            ListCursor.after("ü/港 🎉"),
            new ListCursor("key", "the/token=="),
            new ListCursor("key", "")
        }) {
            assertThat(cursors.encode(cursor)).matches("[A-Za-z0-9_-]+");
            assertThat(cursors.decode(cursors.encode(cursor))).isEqualTo(cursor);
        }
        assertThat(cursors.encode(null)).isNull();
        assertThat(cursors.decode(null)).isNull();
        assertThat(cursors.decode("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "a b", "A", "AAAA====="})
    void whatIsNoCursorIsRefused(String text) {
        all().forEach(cursors -> refuses(cursors, text));
    }

    @Test
    void aSealedCursorTellsNoKeyAndIsForNobodyElse() {
        String text = Objects.requireNonNull(SEALED.encode(ListCursor.after("others/secret-plan")));

        assertThat(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        refuses(Cursors.hiding(BOX, "files\0bob"), text);
        refuses(Cursors.hiding(BOX, "photos\0alice"), text);
        refuses(SEALED, Objects.requireNonNull(Cursors.PLAIN.encode(ListCursor.after("a"))));
    }

    private static void refuses(Cursors cursors, String text) {
        assertThatThrownBy(() -> cursors.decode(text))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_PARAMETER));
    }
}
