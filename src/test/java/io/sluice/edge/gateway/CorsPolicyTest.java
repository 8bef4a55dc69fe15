package io.sluice.edge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPolicyTest {
    private static CorsPolicy of(boolean credentials, String... origins) {
        return new CorsPolicy(
                List.of(origins), List.of("GET"), List.of("x-a"), List.of(), Duration.ofHours(1), credentials);
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, https://app.example.com, true",
        "https://app.example.com, http://app.example.com, false",
        "https://app.example.com, https://app.example.com.evil.org, false",
        "https://*.example.com, https://a.b.example.com, true",
        "https://*.example.com, https://example.com, false",
        "https://*.example.com, https://evil-example.com, false",
        "https://*.example.com, https://.example.com.evil.org, false",
        "http://localhost:*, http://localhost:3000, true",
    })
    void anOriginIsNamedOrHasOneTextInPlaceOfTheStar(String pattern, String origin, boolean fits) {
        assertThat(of(false, pattern).allowed(origin)).isEqualTo(fits ? Optional.of(origin) : Optional.empty());
    }

    @Test
    void whereEveryPageMayTheAnswerIsTheSameForAll() {
        assertThat(of(false, "*").allowed("https://any.example")).hasValue("*");
        assertThat(of(false, "*").varies()).isFalse();
        assertThat(of(false, "https://a.example").varies()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https://*.com",
                "*.example.com",
                "http://localhost:*",
                "null",
                "n*",
                "*ull",
                "",
                "a"
            })
    void withCredentialsNoTextMayStandForEveryHost(String origin) {
        assertThatThrownBy(() -> of(true, origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'*' would let every page act as its visitor");
    }

    @Test
    void aPageInASandboxActsAsNobody() {
        assertThat(of(true, "https://*.example.com", "app://null").allowed("null"))
                .isEmpty();
    }

    @Test
    void withCredentialsAHostMayStandForThoseBelowIt() {
        assertThat(of(true, "https://*.example.com").allowed("https://a.example.com"))
                .hasValue("https://a.example.com");
    }
}
