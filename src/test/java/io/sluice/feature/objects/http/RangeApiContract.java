package io.sluice.feature.objects.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Reply;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of an object. */
abstract class RangeApiContract extends ApiFixture {
    private static final String TEN = "0123456789";

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,0-0",
        "bytes=2-5,2345,2-5",
        "bytes=7-,789,7-9",
        "bytes=0-,0123456789,0-9",
        "bytes=-3,789,7-9",
        "bytes=-50,0123456789,0-9",
        "bytes=8-100,89,8-9",
        "bytes=8-99999999999999999999999,89,8-9",
        "bytes=-99999999999999999999999,0123456789,0-9",
        "Bytes=2-5,2345,2-5",
        "bytes= 2-5 ,2345,2-5"
    })
    void aRangeIsServed(String range, String bytes, String served) {
        put("ten", TEN);

        Reply reply = get("ten", "Range", range).has(206);

        assertThat(reply.text()).isEqualTo(bytes);
        assertThat(reply.header("Content-Range")).hasValue("bytes " + served + "/10");
        assertThat(reply.header("Content-Length")).hasValue(Integer.toString(bytes.length()));
        assertThat(etag(reply)).isEqualTo(etag(head("ten")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,4-5", "lines=1-2", "bytes=0-0, -1"})
    void whatNeedNotBeKeptIsAnsweredWithTheWhole(String range) {
        put("ten", TEN);

        Reply reply = get("ten", "Range", range).has(200);

        assertThat(reply.text()).isEqualTo(TEN);
        assertThat(reply.headers()).doesNotContainKey("Content-Range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=1", "bytes=1-2-3", "bytes=--1"})
    void aMalformedRangeIsRefused(String range) {
        put("ten", TEN);

        get("ten", "Range", range).isProblem(400, "invalid-range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=9223372036854775807-"})
    void aRangePastTheEndTellsTheLength(String range) {
        put("ten", TEN);

        Reply reply = get("ten", "Range", range).isProblem(416, "range-not-satisfiable");

        assertThat(reply.header("Content-Range")).hasValue("bytes */10");
    }

    @Test
    void anEmptyObjectHasNoRangeButItsWhole() {
        put("empty", "");

        Reply whole = get("empty", "Range", "bytes=0-").has(200);
        assertThat(whole.headers()).doesNotContainKey("Content-Range");
        assertThat(get("empty", "Range", "bytes=0-9")
                        .isProblem(416, "range-not-satisfiable")
                        .header("Content-Range"))
                .hasValue("bytes */0");
        get("empty", "Range", "bytes=-5").isProblem(416, "range-not-satisfiable");
    }

    @Test
    void aRangeAcrossPartsIsExact() {
        byte[] body = noise(SEVERAL_PARTS);
        http().call("PUT", path("large"), body).has(201);
        int from = (8 << 20) - 7;
        int to = (16 << 20) + 9;

        Reply reply = get("large", "Range", "bytes=" + from + "-" + (to - 1)).has(206);

        assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(body, from, to));
        assertThat(reply.header("Content-Range")).hasValue("bytes " + from + "-" + (to - 1) + "/" + body.length);
    }

    @Test
    void aRangeOfAnObjectThatIsStillTheSameIsServed() {
        Reply created = put("ten", TEN);
        String modified = head("ten").header("Last-Modified").orElseThrow();

        get("ten", "Range", "bytes=2-5", "If-Range", etag(created)).has(206);
        get("ten", "Range", "bytes=2-5", "If-Range", modified).has(206);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "Sat, 31 Jan 2026 12:00:00 GMT"})
    void aRangeOfAnotherObjectIsAnsweredWithTheWhole(String validator) {
        put("ten", TEN);

        Reply reply = get("ten", "Range", "bytes=2-5", "If-Range", validator).has(200);

        assertThat(reply.text()).isEqualTo(TEN);
    }

    @Test
    void aWeakValidatorIsNoneForARange() {
        Reply created = put("ten", TEN);

        get("ten", "Range", "bytes=2-5", "If-Range", "W/" + etag(created)).has(200);
    }

    @Test
    void aValidatorWithoutARangeMeansNothing() {
        put("ten", TEN);

        assertThat(get("ten", "If-Range", "\"other\"").has(200).text()).isEqualTo(TEN);
    }
}
