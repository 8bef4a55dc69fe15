package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Links end when they are revoked or used up, and the audit trail knows. */
abstract class LinkEndContract extends LinksFixture {
    @Test
    void whoHasMadeALinkRevokesItAndSoDoesAnAdminAndNobodyElse() {
        put("revoked", "x");
        Calls maker = somebody();
        Calls other = somebody();
        for (Calls who : List.of(maker, admin())) {
            JsonObject link = link(maker, LINKS, wish("GET", "revoked"));
            String one = LINKS + "/" + link.getString("id");
            anybody().call("GET", path(link)).has(200);

            other.call("DELETE", one).isProblem(404, "link-not-found");
            anybody().call("DELETE", one).isProblem(401, "unauthenticated");
            maker.call("DELETE", "/api/v1/buckets/owned/links/" + link.getString("id"))
                    .isProblem(404, "link-not-found");
            anybody().call("GET", path(link)).has(200);
            who.call("DELETE", one).has(204);

            assertThat(anybody()
                            .call("GET", path(link))
                            .isProblem(410, "link-gone")
                            .json()
                            .getString("detail"))
                    .isEqualTo("The link was revoked.");
            who.call("DELETE", one).has(204);
        }
        admin().call("DELETE", LINKS + "/nonsense").isProblem(404, "link-not-found");
    }

    @Test
    void anAdminOfOneBucketEndsNoLinkToAnother() {
        put("kept", "x");
        JsonObject link = link(wish("GET", "kept"));
        Calls owned = adminOf("owned");
        Calls files = adminOf("files");

        owned.call("DELETE", LINKS + "/" + link.getString("id")).isProblem(404, "link-not-found");
        for (Calls other : List.of(owned, admin())) {
            other.call("DELETE", "/api/v1/buckets/owned/links/" + link.getString("id"))
                    .isProblem(404, "link-not-found");
        }
        anybody().call("GET", path(link)).has(200);
        files.call("DELETE", LINKS + "/" + link.getString("id")).has(204);

        anybody().call("GET", path(link)).isProblem(410, "link-gone");
    }

    private Calls adminOf(String bucket) {
        return keyed("{\"role\":\"admin\",\"buckets\":[\"" + bucket + "\"]}");
    }

    @Test
    void aLinkForOneUseIsReadOnce() {
        put("once", "hello");
        String path = path(link(wish("GET", "once").put("once", true)));

        anybody().call("HEAD", path).has(200);
        List<CompletableFuture<Reply>> racing = IntStream.range(0, 8)
                .mapToObj(_ -> anybody().start("GET", path, new byte[0]))
                .toList();
        List<Integer> statuses =
                racing.stream().map(reply -> reply.join().status()).sorted().toList();

        assertThat(statuses).containsExactly(200, 410, 410, 410, 410, 410, 410, 410);
        assertThat(anybody()
                        .call("GET", path)
                        .isProblem(410, "link-gone")
                        .json()
                        .getString("detail"))
                .isEqualTo("The link was for one use, which has been made.");
    }

    @Test
    void aUseThatComesToNothingIsGivenBack() {
        String read = path(link(wish("GET", "later").put("once", true)));
        String write = path(link(wish("PUT", "once-stored").put("once", true).put("maxBytes", 5)));

        anybody().call("GET", read).isProblem(404, "object-not-found");
        anybody().call("PUT", write, utf8("123456")).isProblem(413, "body-too-large");
        put("later", "x");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> anybody().call("GET", read).status() == 200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> anybody().call("PUT", write, utf8("12345")).status() == 201);
        anybody().call("GET", read).isProblem(410, "link-gone");
        anybody().call("PUT", write, utf8("12345")).isProblem(410, "link-gone");
    }

    @Test
    void whateverARequestCallsItselfItIsAUseOfItsOwn() {
        put("named", "hello");
        String read = path(link(wish("GET", "named").put("once", true)));
        String write = path(link(wish("PUT", "named").put("once", true).put("maxBytes", 5)));
        String[] same = {"X-Request-Id", "the-same-every-time"};

        anybody().call("GET", read, same).has(200);
        anybody().call("PUT", write, utf8("first"), same).has(201);

        for (int again = 0; again < 2; again++) {
            anybody().call("GET", read, same).isProblem(410, "link-gone");
            anybody().call("PUT", write, utf8("next"), same).isProblem(410, "link-gone");
            anybody().call("PUT", write, utf8("too long"), same).isProblem(410, "link-gone");
        }
        anybody().call("GET", read).isProblem(410, "link-gone");
        anybody().call("PUT", write, utf8("last")).isProblem(410, "link-gone");
        assertThat(text("named")).isEqualTo("first");
    }

    @Test
    void theAuditTrailHasWhoMadeAndUsedALinkAndNoLinkItself() throws IOException {
        Calls maker = somebody();
        String subject = maker.call("GET", "/api/v1/whoami").has(200).json().getString("subject");
        JsonObject link = link(maker, LINKS, wish("PUT", "audited"));
        String token = path(link).substring("/l/".length());
        anybody().call("PUT", path(link), utf8("x")).has(201);
        anybody().call("GET", path(link(maker, LINKS, wish("GET", "audited")))).has(200);
        maker.call("DELETE", LINKS + "/" + link.getString("id")).has(204);

        await().atMost(Duration.ofSeconds(20)).until(() -> audited(subject).size() >= 4);

        assertThat(audited(subject).stream()
                        .filter(line -> link.getString("id").equals(line.getString("via")))
                        .map(line -> line.getString("action") + " " + line.getString("kind") + " "
                                + line.getString("resource")))
                .containsExactlyInAnyOrder(
                        "link.make key files/audited", "link.write link files/audited", "link.revoke key files/");
        assertThat(audited(subject).toString()).contains("link.read").doesNotContain(token);
        assertThat(Files.readString(sluice().folder().resolve("sluice.log"))).doesNotContain(token);
    }

    @Test
    void theAuditTrailHasTheKeyOfALinkThatWasRefused() {
        Calls reader = keyed("{\"role\":\"reader\",\"buckets\":[\"files\"],\"prefixes\":[\"shown/\"]}");
        String subject = reader.call("GET", "/api/v1/whoami").has(200).json().getString("subject");
        reader.call("POST", LINKS, utf8(wish("GET", "hidden/a").encode())).isProblem(403, "forbidden");
        reader.call("POST", LINKS, utf8(wish("GET", "../" + "x".repeat(5000)).encode()))
                .isProblem(400, "key-too-long");

        await().atMost(Duration.ofSeconds(20)).until(() -> audited(subject).size() >= 2);

        assertThat(audited(subject).stream()
                        .map(line -> line.getString("action") + " " + line.getString("outcome") + " "
                                + line.getInteger("status") + " " + line.getString("resource")))
                .anyMatch("link.make denied 403 files/hidden/a"::equals)
                .anyMatch(line -> line.startsWith("link.make failed 400 files/../xxx") && line.length() < 1200);
    }

    private List<JsonObject> audited(String subject) {
        return admin()
                .call("GET", "/api/v1/audit?limit=1000&subject=" + subject)
                .has(200)
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
