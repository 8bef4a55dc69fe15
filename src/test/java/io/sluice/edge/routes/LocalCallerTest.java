package io.sluice.edge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCallerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.1.2.3",
                "[::1]",
                "[::1]:80",
                "a.localhost"
            })
    void namesOfThisMachineAreLocal(String host) {
        assertThat(LocalCaller.isLocal(host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        ",127.0.0.1:8080,true",
        "http://127.0.0.1:8080,127.0.0.1:8080,true",
        "https://Sluice.localhost,sluice.localhost,true",
        "http://127.0.0.1:3000,127.0.0.1:8080,false",
        "http://localhost:8080,127.0.0.1:8080,false",
        "https://evil.example,127.0.0.1:8080,false",
        "null,127.0.0.1:8080,false",
        "http://127.0.0.1:8080.evil.example,127.0.0.1:8080,false",
        "http://127.0.0.1:8080,,false"
    })
    void onlyPagesOfTheSameOriginChangeSomething(@Nullable String origin, @Nullable String host, boolean own) {
        assertThat(LocalCaller.isOwn(origin, host)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "localhost.example.org",
                "127.0.0.1.example.org",
                "127.0.0.1@example.org",
                "10.0.0.1",
                "[::2]",
                "localhost:80:80",
                "xlocalhost"
            })
    void allOthersAreNot(String host) {
        assertThat(LocalCaller.isLocal(host)).isFalse();
    }
}
