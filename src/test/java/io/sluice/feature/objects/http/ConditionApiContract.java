package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional requests. */
abstract class ConditionApiContract extends ApiFixture {
    private static final String PAST = "Sat, 31 Jan 2015 12:00:00 GMT";
    private static final String FUTURE = "Sun, 31 Jan 2100 12:00:00 GMT";

    /** {@code @} stands for the object's tag. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "If-Match|@|200",
                "If-Match|*|200",
                "If-Match|\"a\", @, \"b\"|200",
                "If-Match|\"a\"|412",
                "If-Match|\"a\", \"b\"|412",
                "If-Match|W/@|412",
                "If-None-Match|@|304",
                "If-None-Match|W/@|304",
                "If-None-Match|*|304",
                "If-None-Match|\"a\", W/@|304",
                "If-None-Match|\"a\"|200",
                "If-None-Match|\"a\", \"b\"|200",
                "If-Modified-Since|" + FUTURE + "|304",
                "If-Modified-Since|" + PAST + "|200",
                "If-Modified-Since|yesterday|200",
                "If-Unmodified-Since|" + PAST + "|412",
                "If-Unmodified-Since|" + FUTURE + "|200",
            })
    void aReadKeepsItsCondition(String header, String value, int status) {
        String etag = etag(put("read", "x"));
        String condition = value.replace("@", etag);

        get("read", header, condition).has(status);
        get("read", "Range", "bytes=0-0", header, condition).has(status == 200 ? 206 : status);
        head("read", header, condition).has(status);
    }

    @Test
    void anUnchangedObjectIsToldByItsTagAlone() {
        String etag = etag(put("same", "body"));

        try (Wire wire = http().connect()) {
            wire.head("GET " + path("same"), "If-None-Match: " + etag);
            Reply reply = wire.answer().has(304);
            assertThat(etag(reply)).isEqualTo(etag);
            assertThat(reply.headers()).doesNotContainKeys("Content-Type", "Transfer-Encoding");
            assertThat(reply.header("Content-Length").orElse("4")).isEqualTo("4");
            wire.head("GET " + path("same"));
            assertThat(wire.answer().has(200).text()).isEqualTo("body");
        }
    }

    @Test
    void aTagCountsBeforeADate() {
        String etag = etag(put("both", "x"));

        get("both", "If-None-Match", "\"other\"", "If-Modified-Since", FUTURE).has(200);
        get("both", "If-Match", etag, "If-Unmodified-Since", PAST).has(200);
    }

    @Test
    void aMissingObjectIsMissingWhateverTheCondition() {
        get("none", "If-None-Match", "*").isProblem(404, "object-not-found");
        get("none", "If-Match", "\"a\"").isProblem(404, "object-not-found");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"If-Match|\"open", "If-Match|\"\"", "If-None-Match|a b", "If-None-Match|,"})
    void aMalformedTagIsRefused(String header, String value) {
        put("read", "x");

        get("read", header, value).isProblem(400, "invalid-header");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, SEVERAL_PARTS})
    void aPutMayDemandThatNothingIsThere(int size) {
        byte[] body = noise(size);

        http().call("PUT", path("once"), body, "If-None-Match", "*").has(201);
        http().call("PUT", path("once"), new byte[size], "If-None-Match", "*").isProblem(412, "precondition-failed");
        http().chunked("PUT", path("once"), new byte[size], "If-None-Match", "*")
                .isProblem(412, "precondition-failed");

        assertThat(get("once").body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, SEVERAL_PARTS})
    void aPutMayNameTheObjectItReplaces(int size) {
        String first = etag(put("named", "first"));
        byte[] body = noise(size);

        String second =
                etag(http().call("PUT", path("named"), body, "If-Match", first).has(201));
        http().call("PUT", path("named"), new byte[size], "If-Match", first).isProblem(412, "precondition-failed");
        http().call("PUT", path("none"), body, "If-Match", first).isProblem(404, "object-not-found");

        assertThat(etag(get("named"))).isEqualTo(second);
        assertMissing("none");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "If-Match|*",
                "If-Match|\"a\", \"b\"",
                "If-None-Match|\"a\"",
                "If-None-Match|*, \"a\"",
                "If-Unmodified-Since|" + FUTURE,
                "If-Modified-Since|" + PAST
            })
    void aConditionThatAPutCannotKeepIsRefused(String header, String value) {
        http().call("PUT", path("never"), utf8("x"), header, value).isProblem(400, "invalid-header");

        assertMissing("never");
    }

    @Test
    void aPutTakesOneConditionAtATime() {
        http().call("PUT", path("never"), utf8("x"), "If-None-Match", "*", "If-Match", "\"a\"")
                .isProblem(400, "invalid-header");
    }

    @Test
    void ofRacingPutsOneWins() {
        List<CompletableFuture<Reply>> racing = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            racing.add(http().start("PUT", path("raced"), utf8("by " + i), "If-None-Match", "*"));
        }

        List<Reply> replies = racing.stream().map(CompletableFuture::join).toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 201)
                .allSatisfy(reply -> reply.isProblem(412, "precondition-failed"));
        String winner = etag(replies.stream()
                .filter(reply -> reply.status() == 201)
                .findAny()
                .orElseThrow());
        assertThat(etag(get("raced"))).isEqualTo(winner);
    }

    @Test
    void ofRacingReplacementsOneWins() {
        String first = etag(put("raced", "first"));
        List<CompletableFuture<Reply>> racing = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            racing.add(http().start("PUT", path("raced"), utf8("by " + i), "If-Match", first));
        }

        List<Integer> statuses =
                racing.stream().map(CompletableFuture::join).map(Reply::status).toList();

        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses).filteredOn(status -> status != 201).containsOnly(412);
    }
}
