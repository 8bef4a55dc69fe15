package io.sluice.feature.objects.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered out of memory is what the store would answer. */
abstract class CacheApiContract extends ApiFixture {
    private static final String TEN = "0123456789";

    /** Again until memory answers: what it knows may be over just before a call. */
    private static Reply fromMemory(Supplier<Reply> call) {
        return Awaitility.await("an answer out of memory")
                .atMost(Duration.ofSeconds(20))
                .until(call::get, reply -> reply.header("X-Cache").equals(Optional.of("l1")));
    }

    private static SortedMap<String, List<String>> told(Reply reply) {
        SortedMap<String, List<String>> headers = reply.headers();
        headers.remove("X-Cache");
        headers.remove("X-Request-Id");
        return headers;
    }

    @Test
    void theFirstReadAsksTheStoreAndALaterOneDoesNot() {
        put("seen", TEN, "X-Meta-A", "1", "Content-Type", "text/plain", "Cache-Control", "no-cache");

        Reply first = get("seen").has(200);
        Reply later = fromMemory(() -> get("seen")).has(200);

        assertThat(first.header("X-Cache")).hasValue("miss");
        assertThat(later.text()).isEqualTo(TEN);
        assertThat(told(later)).isEqualTo(told(first));
    }

    @Test
    void headOutOfMemoryTellsTheSame() {
        put("seen", TEN, "X-Meta-A", "1", "Content-Type", "text/plain");

        Reply first = head("seen").has(200);
        Reply later = fromMemory(() -> head("seen")).has(200);

        assertThat(first.header("X-Cache")).hasValue("miss");
        assertThat(told(later)).isEqualTo(told(first));
    }

    @Test
    void headTellsTheTagsAlsoOfWhatIsKnown() {
        put("tagged", TEN, "X-Tags", "a=1");

        Reply later = fromMemory(() -> head("tagged")).has(200);

        assertThat(later.header("X-Tags")).hasValue("a=1");
    }

    @ParameterizedTest
    @CsvSource({"bytes=2-5,2345,2-5", "bytes=7-,789,7-9", "bytes=-3,789,7-9", "bytes=8-100,89,8-9"})
    void aRangeComesOutOfMemory(String range, String bytes, String served) {
        put("ten", TEN);
        get("ten").has(200);

        Reply reply = fromMemory(() -> get("ten", "Range", range)).has(206);

        assertThat(reply.text()).isEqualTo(bytes);
        assertThat(reply.header("Content-Range")).hasValue("bytes " + served + "/10");
        assertThat(reply.header("Content-Length")).hasValue(Integer.toString(bytes.length()));
    }

    @Test
    void aRangePastTheEndTellsTheLengthAlsoOfWhatIsKnown() {
        put("ten", TEN);
        fromMemory(() -> get("ten"));

        assertThat(get("ten", "Range", "bytes=10-")
                        .isProblem(416, "range-not-satisfiable")
                        .header("Content-Range"))
                .hasValue("bytes */10");
    }

    @Test
    void anEmptyObjectComesOutOfMemoryWhole() {
        put("empty", "");
        get("empty").has(200);

        assertThat(fromMemory(() -> get("empty")).has(200).header("Content-Length"))
                .hasValue("0");
        assertThat(fromMemory(() -> get("empty", "Range", "bytes=0-")).has(200).headers())
                .doesNotContainKey("Content-Range");
    }

    @Test
    void aRangeThatContinuesAnotherVersionIsAnsweredWithTheWhole() {
        String etag = etag(put("ten", TEN));
        get("ten").has(200);

        Reply part = fromMemory(() -> get("ten", "Range", "bytes=5-", "If-Range", etag));
        Reply whole = fromMemory(() -> get("ten", "Range", "bytes=5-", "If-Range", "\"other\""));

        assertThat(part.has(206).text()).isEqualTo("56789");
        assertThat(whole.has(200).text()).isEqualTo(TEN);
        assertThat(whole.headers()).doesNotContainKey("Content-Range");
    }

    @Test
    void whatIsUnchangedIsToldByItsTagAlone() {
        String etag = etag(put("same", TEN, "Content-Type", "text/plain"));

        for (String method : List.of("GET", "HEAD")) {
            Reply reply = fromMemory(() -> http().call(method, path("same"), "If-None-Match", etag));

            assertThat(etag(reply.has(304))).isEqualTo(etag);
            assertThat(reply.headers()).doesNotContainKeys("Content-Type", "Content-Disposition", "Last-Modified");
            assertThat(reply.body()).isEmpty();
        }
    }

    @Test
    void aConditionThatFailsIsForTheStoreToTell() {
        put("ten", TEN);
        fromMemory(() -> get("ten"));

        get("ten", "If-Match", "\"other\"").isProblem(412, "precondition-failed");
        head("ten", "If-Match", "\"other\"").has(412);
        get("ten", "If-None-Match", "\"other\"").has(200);
    }

    @Test
    void aDownloadOutOfMemoryIsSavedUnderTheNameAskedFor() {
        put("saved", TEN);
        get("saved").has(200);

        Reply reply = fromMemory(() -> http().call("GET", path("saved") + "?download=a.txt"));

        assertThat(reply.header("Content-Disposition").orElseThrow()).startsWith("attachment; filename=\"a.txt\"");
        assertThat(fromMemory(() -> get("saved")).headers()).doesNotContainKey("Content-Disposition");
    }

    @Test
    void afterOnesOwnWriteNothingOlderIsRead() {
        for (int version = 1; version <= 30; version++) {
            String text = "version " + version;
            put("moving", text);
            assertThat(get("moving").has(200).text()).isEqualTo(text);
            assertThat(get("moving").has(200).text()).isEqualTo(text);
            head("moving").has(200);
            if (version % 3 == 0) {
                http().call("DELETE", path("moving")).has(204);
                assertMissing("moving");
                assertMissing("moving");
            }
        }
    }

    @Test
    void aLargeObjectIsReadFromTheStore() {
        http().call("PUT", path("large"), noise(300_000)).has(201);

        for (int i = 0; i < 3; i++) {
            Reply reply = get("large").has(200);
            assertThat(reply.header("X-Cache")).hasValue("miss");
            assertThat(reply.body()).isEqualTo(noise(300_000));
        }
    }
}
