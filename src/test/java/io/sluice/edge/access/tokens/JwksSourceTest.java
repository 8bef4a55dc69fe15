package io.sluice.edge.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JwksSourceTest {
    private static URI told(String issuer, String said, String keys) {
        return JwksSource.told(URI.create(issuer), "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(said, keys));
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.org/realm, https://keys.example.org/jwks",
        "http://127.0.0.1:9000/realm, http://127.0.0.1:9000/jwks",
        "http://127.0.0.1:9000/realm, https://keys.example.org/jwks",
    })
    void theIssuerSaysWhereItsKeysAre(String issuer, String keys) {
        assertThat(told(issuer, issuer, keys)).isEqualTo(URI.create(keys));
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.org/realm, https://id.example.org/other",
        "https://id.example.org/realm, https://id.example.org/realm/",
        "https://id.example.org/realm, http://id.example.org/realm",
        "https://id.example.org/realm, ''",
    })
    void aDocumentOfAnotherIssuerIsNotBelieved(String issuer, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(issuer, said, "https://id.example.org/jwks"))
                .withMessageContaining("of another issuer");
    }

    @ParameterizedTest
    @CsvSource({"http://id.example.org/jwks", "HTTP://id.example.org/jwks", "/jwks", "file:/etc/jwks"})
    void keysAreNotReadWithoutTheTlsThatTheIssuerHas(String keys) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told("https://id.example.org", "https://id.example.org", keys))
                .withMessageContaining("without TLS");
    }

    @Test
    void aDocumentThatDoesNotSayWhereTheKeysAreIsNone() {
        for (String document : new String[] {"{}", "{\"jwks_uri\":7}"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JwksSource.told(URI.create("https://id.example.org"), document))
                    .withMessageContaining("does not say where its keys are");
        }
    }
}
