package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Get, head and delete. */
abstract class ReadApiContract extends ApiFixture {
    @Test
    void headTellsWhatGetWouldTell() {
        put("same", "seven bytes", "X-Meta-A", "1", "X-Tags", "t=1", "Content-Type", "text/plain");
        var get = get("same").has(200).headers();
        var head = head("same").has(200).headers();

        // The tags cost the store a call of their own, which a download is spared.
        assertThat(head.remove("X-Tags")).containsExactly("t=1");
        for (String ofTheCall : List.of("X-Request-Id", "X-Cache")) {
            get.remove(ofTheCall);
            head.remove(ofTheCall);
        }

        assertThat(head).isEqualTo(get);
        assertThat(get).containsKeys("ETag", "Last-Modified", "Accept-Ranges", "Content-Length", "Repr-Digest");
    }

    @Test
    void headHasALengthAndNoBody() {
        put("short", "12345");

        try (Wire wire = http().connect()) {
            wire.head("HEAD " + path("short"));
            assertThat(wire.answerToHead().has(200).header("Content-Length")).hasValue("5");
            wire.head("HEAD " + path("none"));
            wire.answerToHead().has(404);
            wire.head("GET " + path("short"));
            assertThat(wire.answer().has(200).text()).isEqualTo("12345");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "report.pdf|attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf",
                "Größe 5€.txt|attachment; filename=\"Gr__e 5_.txt\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%205%E2%82%AC.txt",
                "a\"b\\c.txt|attachment; filename=\"a_b_c.txt\"; filename*=UTF-8''a%22b%5Cc.txt",
            })
    void aDownloadIsSavedUnderTheNameAskedFor(String name, String disposition) {
        put("saved", "x", "Content-Disposition", "inline");

        Reply get =
                http().call("GET", path("saved") + "?download=" + encoded(name)).has(200);
        Reply head = http().call("HEAD", path("saved") + "?download=" + encoded(name))
                .has(200);

        assertThat(get.header("Content-Disposition")).hasValue(disposition);
        assertThat(head.header("Content-Disposition")).hasValue(disposition);
        assertThat(get("saved").header("Content-Disposition")).hasValue("inline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%0D%0AX-Evil:%201"})
    void aNameThatCannotBeReadHarmsNothing(String name) {
        put("saved", "x");

        for (String method : new String[] {"GET", "HEAD"}) {
            try (Wire wire = http().connect()) {
                wire.head(method + " " + path("saved") + "?download=" + name);
                Reply reply = method.equals("GET") ? wire.answer() : wire.answerToHead();
                assertThat(reply.status()).as(reply.toString()).isIn(200, 400);
                assertThat(reply.headers()).doesNotContainKey("X-Evil");
            }
        }
    }

    @Test
    void whatIsNotThereIsToldAsSuch() {
        assertMissing("none");
        http().call("HEAD", path("none")).has(404);
        http().call("GET", "/api/v1/buckets/nowhere/objects/x").isProblem(404, "bucket-not-found");
        http().call("HEAD", "/api/v1/buckets/nowhere/objects/x").has(404);
        http().call("DELETE", "/api/v1/buckets/nowhere/objects/x").isProblem(404, "bucket-not-found");
        http().call("PUT", "/api/v1/buckets/nowhere/objects/x", utf8("x")).isProblem(404, "bucket-not-found");
        http().call("GET", "/api/v1/buckets/nowhere/objects").isProblem(404, "bucket-not-found");
    }

    @Test
    void deletingTwiceIsAsGoodAsOnce() {
        put("gone", "x");

        http().call("DELETE", path("gone")).has(204);
        assertMissing("gone");
        http().call("DELETE", path("gone")).has(204);
    }

    @Test
    void aDeleteMayNameTheObjectItMeans() {
        String etag = etag(put("named", "x"));

        http().call("DELETE", path("named"), "If-Match", "\"other\"").isProblem(412, "precondition-failed");
        get("named").has(200);
        http().call("DELETE", path("named"), "If-Match", etag).has(204);
        assertMissing("named");
        http().call("DELETE", path("named"), "If-Match", etag).isProblem(404, "object-not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "If-Match,*",
        "If-Match,'\"a\", \"b\"'",
        "If-None-Match,\"a\"",
        "If-None-Match,*",
        "If-Unmodified-Since,'Sat, 31 Jan 2026 12:00:00 GMT'",
        "If-Modified-Since,'Sat, 31 Jan 2026 12:00:00 GMT'"
    })
    void aConditionThatADeleteCannotKeepIsRefused(String header, String value) {
        put("kept", "x");

        http().call("DELETE", path("kept"), header, value).isProblem(400, "invalid-header");

        get("kept").has(200);
    }
}
