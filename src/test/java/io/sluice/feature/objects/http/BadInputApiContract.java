package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is told, and nothing of the inside with it. */
abstract class BadInputApiContract extends ApiFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {"ab", "Files", "a_b", "-ab", "a..b", "127.0.0.1", "a%2Fb", "%C3%BC%C3%BC%C3%BC", "%FF%FF%FF"})
    void aBucketNameThatCannotBeIsRefused(String bucket) {
        for (String path : new String[] {"/objects/x", "/objects"}) {
            try (Wire wire = http().connect()) {
                wire.head("GET /api/v1/buckets/" + bucket + path);
                wire.answer().isProblem(400, "invalid-bucket");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a//b,invalid-key",
        "%2Fa,invalid-key",
        "a%2F%2Fb,invalid-key",
        "a/%2e/b,invalid-key",
        "a/./b,invalid-key",
        "a/../b,invalid-key",
        "a/%2e%2e/b,invalid-key",
        "a/%2E./b,invalid-key",
        "a%2F..%2Fb,invalid-key",
        "..%2F..%2F..%2Fetc%2Fpasswd,invalid-key",
        "nul%00,invalid-key",
        "bad%FF,invalid-key",
        "cut%C3,invalid-key",
        "surrogate%ED%A0%80,invalid-key",
        "overlong%C0%AF,invalid-key"
    })
    void aKeyThatCannotBeIsRefused(String raw, String code) {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            try (Wire wire = http().connect()) {
                wire.head(method + " " + BUCKET + "/" + raw, "Content-Length: 0");
                wire.answer().isProblem(400, code);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/buckets/files/objects/..",
                "/api/v1/buckets/files/objects/../../other/objects/x",
                "/api/v1/buckets/files/objects/%2e%2e/%2e%2e/%2e%2e/q/health",
                "/api/v1/buckets/../buckets/files/objects/x",
                "//api/v1/buckets/files/objects/x",
                "/api/v1/../../etc/passwd"
            })
    void aPathThatLeadsOutOfItselfLeadsNowhere(String path) {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path, "Content-Length: 1").bytes(utf8("x"));
            Reply reply = wire.answer();
            assertThat(reply.status()).as(reply.toString()).isIn(400, 404, 405);
            reply.isProblem(reply.status(), reply.json().getString("code"));
        }
        http().call("GET", BUCKET + "/x").has(404);
    }

    /** Refused by the platform before any code of Sluice. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/%zz", BUCKET + "/half%4", BUCKET + "/a|b", BUCKET + "?prefix=%zz", BUCKET + "/x?download=%zz"})
    void whatIsNoUriIsRefused(String target) {
        for (String method : new String[] {"GET", "PUT"}) {
            try (Wire wire = http().connect()) {
                wire.head(method + " " + target, "Content-Length: 0");
                wire.answer().has(400);
            }
        }
    }

    @Test
    void aRequestWithoutAHostIsRefused() {
        try (Wire wire = http().connect()) {
            wire.bytes(utf8("GET " + BUCKET + " HTTP/1.1\r\n\r\n"));
            wire.answer().isProblem(400, "invalid-header");
        }
    }

    @Test
    void aKeyHasABound() {
        int left = 1024 - key("").length();
        String longest = ("a".repeat(199) + "/").repeat(6).substring(0, left - 1) + "z";

        put(longest, "x");
        assertThat(get(longest).has(200).text()).isEqualTo("x");
        http().call("PUT", path(longest + "z"), utf8("x")).isProblem(400, "key-too-long");
        http().call("PUT", path("ü".repeat(left)), utf8("x")).isProblem(400, "key-too-long");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "Content-Range|bytes 0-0/1|invalid-header",
                "X-Tags|a=1&a=2|invalid-tags",
                "X-Tags|a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10|invalid-tags",
                "X-Tags|=x|invalid-tags",
                "X-Tags|a=%zz|invalid-header",
                "X-Tags|a=<b>|invalid-tags",
                "X-Tags|sluice-a=1|invalid-tags",
                "X-Meta-Sluice-A|1|invalid-header",
                "X-Meta-|1|invalid-header",
                "X-Meta-A|UTF-8''%FF|invalid-header",
                "X-Meta-A|UTF-8''%4|invalid-header"
            })
    void aHeaderThatCannotBeKeptIsRefused(String name, String value, String code) {
        http().call("PUT", path("never"), utf8("x"), name, value).isProblem(400, code);

        assertMissing("never");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "Content-Disposition", "Cache-Control", "Content-Language"})
    void aContentHeaderIsPlainText(String name) {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("never"), "Content-Length: 0", name + ": grün");
            wire.answer().isProblem(400, "invalid-header");
        }
    }

    @Test
    void metadataHasABound() {
        http().call("PUT", path("much"), utf8("x"), "X-Meta-A", "v".repeat(1900))
                .has(201);
        http().call("PUT", path("never"), utf8("x"), "X-Meta-A", "v".repeat(2048))
                .isProblem(400, "metadata-too-large");

        // S3 counts the prefix of the names too, and what is not ASCII three times.
        Reply edge = http().call("PUT", path("edge"), utf8("x"), "X-Meta-A", "v".repeat(2047));
        assertThat(edge.status()).as(edge.toString()).isIn(201, 400);
        if (edge.status() == 400) {
            edge.isProblem(400, "metadata-too-large");
        }
        assertThat(head("much").header("X-Meta-A")).hasValue("v".repeat(1900));
        assertMissing("never");
    }

    @Test
    void anUnknownRouteIsAProblem() {
        for (String path : new String[] {"/", "/api", "/api/v1/nothing", "/api/v1/buckets/files", "/favicon.ico"}) {
            for (String method : new String[] {"GET", "POST", "PUT"}) {
                try (Wire wire = http().connect()) {
                    wire.head(method + " " + path, "Content-Length: 0");
                    wire.answer().isProblem(404, "route-not-found");
                }
            }
        }
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        for (String method : new String[] {"POST", "PATCH", "BREW"}) {
            Reply object = http().call(method, path("x"), utf8("x")).isProblem(405, "method-not-allowed");
            assertThat(object.header("Allow").orElse("").split(", "))
                    .containsExactlyInAnyOrder("GET", "HEAD", "PUT", "DELETE");
        }
        Reply listing = http().call("DELETE", BUCKET).isProblem(405, "method-not-allowed");
        assertThat(listing.header("Allow").orElse("")).contains("GET");
        http().call("POST", BUCKET, utf8("x")).isProblem(405, "method-not-allowed");
    }

    @Test
    void everyAnswerCarriesItsRequestId() {
        Reply own = put("id", "x");
        assertThat(own.header("X-Request-Id").orElseThrow()).matches("[0-9A-Z]{26}");
        for (String path : new String[] {path("id"), path("none"), BUCKET, "/nothing", "/q/health/live"}) {
            assertThat(http().call("GET", path, "X-Request-Id", "mine-1.2_3").header("X-Request-Id"))
                    .hasValue("mine-1.2_3");
        }
        for (String bad : new String[] {"a b", "x".repeat(65), "<b>"}) {
            assertThat(http().call("GET", path("id"), "X-Request-Id", bad)
                            .header("X-Request-Id")
                            .orElseThrow())
                    .matches("[0-9A-Z]{26}");
        }
    }
}
