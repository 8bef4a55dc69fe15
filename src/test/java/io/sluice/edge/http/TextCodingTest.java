package io.sluice.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Percent-encoding, and text in headers. */
class TextCodingTest {
    @ParameterizedTest
    @CsvSource({"a%20b,a b", "a+b,a+b", "%C3%BC,ü", "%c3%bc,ü", "%F0%9F%8E%89,🎉", "%25,%", "a%2Fb,a/b", "'',''"})
    void percentsAreDecoded(String encoded, String text) {
        assertThat(PercentDecoder.decode(encoded)).isEqualTo(text);
    }

    @Test
    void rawBytesOfUtf8AreTakenAsTheyAre() {
        assertThat(PercentDecoder.decode(asNettyReads("grün%20🎉"))).isEqualTo("grün 🎉");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "%4", "a%", "%zz", "%4z", "%FF", "%C3", "%ED%A0%80", "%C0%AF", "%F5%80%80%80", "ÿ", "港"})
    void whatIsNotEncodedUtf8IsRefused(String encoded) {
        assertThatIllegalArgumentException().isThrownBy(() -> PercentDecoder.decode(encoded));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "plain|plain",
                "50% of it|50% of it",
                "ü|UTF-8''%C3%BC",
                "\" led\"|UTF-8''%20led",
                "utf-8''x|UTF-8''utf-8%27%27x",
                "a\tb|UTF-8''a%09b"
            })
    void textIsWrittenPlainWhereItCanBe(String text, String header) {
        assertThat(ExtValue.encode(text)).isEqualTo(header);
        assertThat(ExtValue.decode(header, "X")).isEqualTo(text);
    }

    @Test
    void onlyWhatStandsEverywhereIsLeftAsItIs() {
        StringBuilder ascii = new StringBuilder();
        for (char c = 0; c < 0x80; c++) {
            ascii.append(c);
        }

        assertThat(ExtValue.percent(ascii.toString()).replaceAll("%[0-9A-F]{2}", ""))
                .isEqualTo("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
    }

    @Test
    void anyTextComesBack() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String text = text(random);
            assertThat(PercentDecoder.decode(ExtValue.percent(text)))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(text);
            assertThat(ExtValue.decode(ExtValue.encode(text), "X"))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(text);
            assertThat(ExtValue.encode(text))
                    .as("seed %d round %d", seed, round)
                    .matches("[ -~]*");
        }
    }

    @Test
    void rawUtf8InAHeaderIsUnderstood() {
        assertThat(ExtValue.decode(asNettyReads("Hafen – 港"), "X")).isEqualTo("Hafen – 港");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8''%FF", "utf-8''%4", "ÿ"})
    void aHeaderThatIsNoTextIsRefused(String header) {
        assertThatThrownBy(() -> ExtValue.decode(header, "X-Meta-A")).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.INVALID_HEADER);
            assertThat(fault.detail()).contains("X-Meta-A");
        });
    }

    /** One char for each byte. */
    private static String asNettyReads(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(20), 1, Character.MAX_CODE_POINT + 1)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
