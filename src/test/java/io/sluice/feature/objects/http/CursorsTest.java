package io.sluice.feature.objects.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ListCursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    @Test
    void aCursorComesBackFromItsText() {
        for (ListCursor cursor : new ListCursor[] {
            ListCursor.after("a"),
            ListCursor.after("ü/港 🎉"),
            new ListCursor("key", "the/token=="),
            new ListCursor("key", "")
        }) {
            assertThat(Cursors.encode(cursor)).matches("[A-Za-z0-9_-]+");
            assertThat(Cursors.decode(Cursors.encode(cursor))).isEqualTo(cursor);
        }
        assertThat(Cursors.encode(null)).isNull();
        assertThat(Cursors.decode(null)).isNull();
        assertThat(Cursors.decode("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "a b", "A", "AAAA====="})
    void whatIsNoCursorIsRefused(String text) {
        assertThatThrownBy(() -> Cursors.decode(text))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_PARAMETER));
    }
}
