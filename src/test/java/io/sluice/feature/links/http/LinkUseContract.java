package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with a link is what it was made for. */
abstract class LinkUseContract extends LinksFixture {
    @Test
    void whoHasALinkReadsTheObjectAndLearnsNoMore() {
        put("read", "hello", "Content-Type", "text/html", "X-Meta-Secret", "s3cret");
        JsonObject link = link(wish("GET", "read"));

        Reply reply = anybody().call("GET", path(link)).has(200);

        assertThat(reply.text()).isEqualTo("hello");
        assertThat(reply.header("Cache-Control")).hasValue("no-store");
        assertThat(reply.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(reply.header("Content-Security-Policy")).hasValue("default-src 'none'; sandbox");
        assertThat(reply.headers()).doesNotContainKeys("X-Owner", "X-Meta-Secret", "X-Version-Id");
        assertThat(anybody().call("HEAD", path(link)).has(200).header("Content-Length"))
                .hasValue("5");
        assertThat(anybody()
                        .call("GET", path(link), "Range", "bytes=1-2")
                        .has(206)
                        .text())
                .isEqualTo("el");
        assertThat(link.getString("url")).doesNotContain("read", "files", "admin");
    }

    @Test
    void aBrowserSavesUnderTheNameThatWasAskedFor() {
        put("named", "hello", "Content-Type", "text/plain");

        Reply reply = anybody()
                .call("GET", path(link(wish("GET", "named").put("download", "für dich.txt"))))
                .has(200);

        assertThat(reply.header("Content-Disposition"))
                .hasValue("attachment; filename=\"f_r dich.txt\"; filename*=UTF-8''f%C3%BCr%20dich.txt");
    }

    @Test
    void whatIsStoredByALinkBelongsToWhoHasMadeIt() {
        JsonObject link =
                link(wish("PUT", "stored").put("contentType", "text/plain").put("maxBytes", 5));

        Reply reply = anybody()
                .call("PUT", path(link), utf8("12345"), "Content-Type", "text/plain")
                .has(201);

        assertThat(link.getJsonObject("headers")).isEqualTo(new JsonObject().put("content-type", "text/plain"));
        assertThat(reply.json().getString("key")).isEqualTo("stored");
        assertThat(text("stored")).isEqualTo("12345");
        assertThat(admin().call("HEAD", OBJECTS + "stored").has(200).header("X-Owner"))
                .hasValue("admin");
    }

    @Test
    void aBodyThatTheLinkIsNotForIsRefusedAndTheLinkHolds() {
        String path = path(
                link(wish("PUT", "limited").put("contentType", "text/plain").put("maxBytes", 5)));
        String exact = path(link(wish("PUT", "limited").put("size", 5)));

        anybody()
                .call("PUT", path, utf8("123456"), "Content-Type", "text/plain")
                .isProblem(413, "body-too-large");
        anybody()
                .chunked("PUT", path, utf8("123456"), "Content-Type", "text/plain")
                .isProblem(413, "body-too-large");
        anybody().call("PUT", path, utf8("1"), "Content-Type", "text/html").isProblem(415, "content-type-refused");
        anybody().call("PUT", path, utf8("1")).isProblem(415, "content-type-refused");
        anybody().call("PUT", exact, utf8("1234")).isProblem(400, "length-mismatch");
        admin().call("GET", OBJECTS + "limited").isProblem(404, "object-not-found");
        anybody().call("PUT", path, utf8("12345"), "Content-Type", "Text/Plain").has(201);
    }

    @Test
    void aChangedLinkIsNone() {
        put("changed", "x");
        String path = path(link(wish("GET", "changed")));
        int middle = path.length() / 2;
        char other = path.charAt(middle) == 'A' ? 'B' : 'A';

        for (String changed : List.of(
                path.substring(0, middle) + other + path.substring(middle + 1),
                path.substring(0, path.length() - 1),
                path + "AAAA",
                "/l/" + "A".repeat(40),
                "/l/x",
                "/l/%00",
                "/l/" + "A".repeat(13_000))) {
            anybody().call("GET", changed).isProblem(404, "link-not-found");
            anybody().call("PUT", changed, utf8("x")).isProblem(404, "link-not-found");
        }
        anybody().call("GET", path).has(200);
    }

    @Test
    void aLinkExpires() {
        put("expires", "x");
        String store = path(link(wish("PUT", "expires").put("expiresIn", 1)));
        String path = path(link(wish("GET", "expires").put("expiresIn", 1)));
        anybody().call("GET", path).has(200);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> anybody().call("GET", path).status() != 200);

        Reply late = anybody().call("GET", path).isProblem(410, "link-gone");
        assertThat(late.json().getString("detail")).isEqualTo("The link has expired.");
        anybody().call("PUT", store, utf8("y")).isProblem(410, "link-gone");
        assertThat(text("expires")).isEqualTo("x");
    }

    @Test
    void aLinkToOnesOwnGivesNothingOfOthers() {
        String objects = "/api/v1/buckets/owned/objects/";
        String links = "/api/v1/buckets/owned/links";
        Calls one = somebody();
        Calls other = somebody();
        one.call("PUT", objects + "mine", utf8("mine")).has(201);
        String read = path(link(one, links, wish("GET", "mine")));
        String write = path(link(one, links, wish("PUT", "mine")));
        other.call("POST", links, utf8(wish("GET", "mine").encode())).isProblem(404, "object-not-found");
        anybody().call("GET", read).has(200);
        anybody().call("PUT", write, utf8("mine again")).has(201);

        one.call("DELETE", objects + "mine").has(204);
        other.call("PUT", objects + "mine", utf8("theirs")).has(201);

        anybody().call("GET", read).isProblem(404, "object-not-found");
        anybody().call("PUT", write, utf8("mine")).isProblem(403, "forbidden");
        assertThat(other.call("GET", objects + "mine").has(200).text()).isEqualTo("theirs");
    }

    @Test
    void scriptsOfDeclaredPagesMayUseLinks() {
        String path = path(link(wish("PUT", "cors")));

        Reply may = anybody()
                .call("OPTIONS", path, "Origin", APP, "Access-Control-Request-Method", "PUT")
                .has(204);
        Reply stored = anybody().call("PUT", path, utf8("x"), "Origin", APP).has(201);

        assertThat(may.header("Access-Control-Allow-Origin")).hasValue(APP);
        assertThat(may.header("Access-Control-Allow-Methods")).hasValue("PUT");
        assertThat(stored.header("Access-Control-Allow-Origin")).hasValue(APP);
        anybody()
                .call("OPTIONS", path, "Origin", "https://evil.example", "Access-Control-Request-Method", "PUT")
                .isProblem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void aLinkIsForWhatItIsForOnly(String method) {
        put("method", "x");
        String path = path(link(wish(method, "method")));
        List<String> others =
                method.equals("GET") ? List.of("PUT", "POST", "DELETE") : List.of("GET", "POST", "DELETE");

        for (String other : others) {
            Reply reply = anybody().call(other, path, utf8("y")).isProblem(405, "method-not-allowed");
            assertThat(reply.header("Allow")).hasValue(method.equals("GET") ? "GET, HEAD, OPTIONS" : "PUT, OPTIONS");
        }

        anybody().call("PATCH", path, utf8("y")).isProblem(405, "method-not-allowed");
        assertThat(text("method")).isEqualTo("x");
    }
}
