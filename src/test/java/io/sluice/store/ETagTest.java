package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ETagTest {
    @Test
    void aTagIsReadWithOrWithoutItsQuotes() {
        assertThat(ETag.parse("\"abc-1\"")).isEqualTo(new ETag("abc-1"));
        assertThat(ETag.parse("abc-1")).isEqualTo(new ETag("abc-1"));
        assertThat(new ETag("abc-1").quoted()).isEqualTo("\"abc-1\"");
        assertThat(ETag.parse(new ETag("x").quoted())).isEqualTo(new ETag("x"));
    }

    @Test
    void whatIsNoTagIsRefused() {
        for (String text : new String[] {"", "\"", "\"\"", "\"a", "a\"b"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> ETag.parse(text));
        }
    }
}
