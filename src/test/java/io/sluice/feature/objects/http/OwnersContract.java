package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Calls;
import io.sluice.testing.http.GuardedSluice;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bucket whose objects belong to who has stored them. */
abstract class OwnersContract extends GuardedSluice {
    private static final String OBJECTS = "/api/v1/buckets/owned/objects";

    private @Nullable Calls alice;
    private @Nullable Calls bob;

    @Override
    protected Map<String, String> properties() {
        return Map.of("sluice.buckets.owned.ownership", "true");
    }

    @BeforeAll
    final void fill() {
        alice = keyOf("alice");
        bob = keyOf("bob");
        for (int i = 0; i < 5; i++) {
            alice().call("PUT", OBJECTS + "/alice-" + i, utf8("a")).has(201);
        }
        for (int i = 0; i < 70; i++) {
            bob().call("PUT", OBJECTS + "/bob-secret-%02d".formatted(i), utf8("b"))
                    .has(201);
        }
        alice().call("PUT", OBJECTS + "/zebra", utf8("a")).has(201);
    }

    private Calls alice() {
        return Objects.requireNonNull(alice);
    }

    private Calls bob() {
        return Objects.requireNonNull(bob);
    }

    private Calls keyOf(String subject) {
        String wish = "{\"name\":\"x\",\"subject\":\"" + subject
                + "\",\"grants\":[{\"role\":\"reader\"},{\"role\":\"writer\"}]}";
        Reply made = admin().call("POST", "/api/v1/admin/keys", utf8(wish));
        return anybody().as(made.has(201).json().getString("key"));
    }

    @Test
    void pagesHaveOnesOwnObjectsAndNoCursorTellsOfOthers() {
        List<String> found = new ArrayList<>();
        String after = "";
        do {
            JsonObject page = alice().call("GET", OBJECTS + "?limit=5&after=" + after)
                    .has(200)
                    .json();
            page.getJsonArray("items").forEach(item -> found.add(((JsonObject) item).getString("key")));
            after = page.getString("next");
            if (after != null) {
                assertThat(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.ISO_8859_1))
                        .doesNotContain("bob", "alice");
                bob().call("GET", OBJECTS + "?after=" + after).isProblem(400, "invalid-parameter");
            }
        } while (after != null);

        assertThat(found).containsExactly("alice-0", "alice-1", "alice-2", "alice-3", "alice-4", "zebra");
    }

    @Test
    void whatIsAnothersIsNotThereInTheSameWordsAsWhatIsNotThere() {
        for (String method : List.of("GET", "DELETE")) {
            JsonObject others = alice().call(method, OBJECTS + "/bob-secret-00")
                    .isProblem(404, "object-not-found")
                    .json();
            JsonObject absent = alice().call(method, OBJECTS + "/bob-secret-99")
                    .isProblem(404, "object-not-found")
                    .json();

            others.remove("requestId");
            absent.remove("requestId");
            assertThat(others.encode().replace("-00", "-99")).isEqualTo(absent.encode());
        }
        admin().call("GET", OBJECTS + "/bob-secret-00").has(200);
    }

    @Test
    void aGuessOfWhatIsInAnothersObjectIsToldNothing() {
        String etag =
                admin().call("HEAD", OBJECTS + "/bob-secret-00").header("ETag").orElseThrow();
        for (String guess : List.of(etag, "\"00000000000000000000000000000000\"")) {
            alice().call("PUT", OBJECTS + "/bob-secret-00", utf8("x"), "If-Match", guess)
                    .isProblem(403, "forbidden");
            alice().call("GET", OBJECTS + "/bob-secret-00", "If-None-Match", guess)
                    .isProblem(404, "object-not-found");
            alice().call("DELETE", OBJECTS + "/bob-secret-00", "If-Match", guess)
                    .isProblem(404, "object-not-found");
        }
        assertThat(bob().call("GET", OBJECTS + "/bob-secret-00").has(200).text())
                .isEqualTo("b");
    }
}
