package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Wire;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Expect: 100-continue}: a body is asked for only when the request is good. */
abstract class ExpectApiContract extends ApiFixture {
    private static final String EXPECT = "Expect: 100-continue";

    @Test
    void aGoodRequestIsAskedForItsBody() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("good"), EXPECT, "Content-Length: 4");
            wire.answer().has(100);
            wire.bytes(utf8("body"));
            wire.answer().has(201);
            wire.head("GET " + path("good"));
            assertThat(wire.answer().has(200).text()).isEqualTo("body");
        }
    }

    @Test
    void aChunkedOneToo() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("chunked"), EXPECT, "Transfer-Encoding: chunked");
            wire.answer().has(100);
            wire.chunk(utf8("bo")).chunk(utf8("dy")).chunk(new byte[0]);
            wire.answer().has(201);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "@never|If-Match: *|400|invalid-header",
                "@never|Content-Digest: crc32c=:A:|400|invalid-digest",
                "@never|Content-Range: bytes 0-3/10|400|invalid-header",
                "@never|X-Tags: a=1&a=2|400|invalid-tags",
                "@never|X-Meta-Sluice-A: 1|400|invalid-header",
                "@a//b|X-A: 1|400|invalid-key",
                "@never|If-Match: \"a\"|404|object-not-found",
                "/api/v1/buckets/No/objects/x|X-A: 1|400|invalid-bucket",
                "/api/v1/buckets/nowhere/objects/x|X-A: 1|404|bucket-not-found",
            })
    void aBadRequestIsToldSoAtOnce(String target, String header, int status, String code) {
        String path = target.startsWith("@") ? path("") + target.substring(1) : target;
        for (String length : new String[] {"4", "100000000"}) {
            try (Wire wire = http().connect()) {
                wire.head("PUT " + path, EXPECT, "Content-Length: " + length, header);
                wire.answer().isProblem(status, code);
            }
        }
    }

    @Test
    void anObjectThatIsThereIsToldBeforeTheBody() {
        String etag = etag(put("there", "first"));

        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("there"), EXPECT, "Content-Length: 4", "If-None-Match: *");
            wire.answer().isProblem(412, "precondition-failed");
        }
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("there"), EXPECT, "Content-Length: 4", "If-Match: \"other\"");
            wire.answer().isProblem(412, "precondition-failed");
        }
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("there"), EXPECT, "Content-Length: 4", "If-Match: " + etag);
            wire.answer().has(100);
            wire.bytes(utf8("next"));
            wire.answer().has(201);
        }
        assertThat(get("there").text()).isEqualTo("next");
    }

    /** It may send the body all the same, or not: only a new connection tells both sides the same. */
    @Test
    void aClientThatWasRefusedGetsANewConnection() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("never"), EXPECT, "Content-Length: 4", "If-Match: *");
            assertThat(wire.answer().isProblem(400, "invalid-header").header("Connection"))
                    .hasValue("close");
            assertThat(wire.closes(Duration.ofSeconds(5))).isTrue();
        }
    }
}
