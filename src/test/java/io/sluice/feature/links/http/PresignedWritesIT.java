package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MinIO copies for whoever has a request to store, what the key that has signed it may read: so that key may read nothing. */
class PresignedWritesIT extends PresignedFixture {
    @ParameterizedTest
    @ValueSource(strings = {"sluice-system/links/secret.json", "files/theirs"})
    void aRequestToStoreCopiesNothing(String source) {
        put("theirs", "theirs");
        await().atMost(PATIENCE)
                .until(() -> !minio().mc("ls", "m/" + BUCKET + "/" + source).isEmpty());
        JsonObject put = link(wish("PUT", "stolen"));
        JsonObject parts = link(wish("PUT", "stolen").put("parts", 1));
        JsonObject part = parts.getJsonArray("parts").getJsonObject(0);

        for (JsonObject link : List.of(put, part)) {
            for (String written : List.of("/" + BUCKET + "/" + source, BUCKET + "%2F" + source)) {
                String header = "x-amz-copy-source: " + written;
                assertThat(curl(link, "-H", header)).contains("AccessDenied").endsWith("403");
                assertThat(curl(link, "-H", header, "--data-binary", "x"))
                        .contains("AccessDenied")
                        .endsWith("403");
            }
        }

        String stolen = "m/" + BUCKET + "/files/stolen";
        assertThat(minio().mc("ls", stolen)).isEmpty();
        assertThat(curl(parts.getJsonObject("complete"), "--data-binary", completion("\"x\"")))
                .contains("InvalidPart")
                .endsWith("400");
        assertThat(curl(parts.getJsonObject("abort"))).endsWith("204");
        assertThat(curl(put, "--data-binary", "mine")).endsWith("200");
        assertThat(minio().mc("cat", stolen)).isEqualTo("mine");
        minio().mc("rm", stolen);
    }

    @Test
    void withoutAPairThatIsForItLinksToStoreAreThoseOfSluice() {
        try (SluiceProcess sluice = SluiceProcess.ready(reading())) {
            Calls admin = new Calls(sluice::uri).as(SluiceProcess.ADMIN_KEY);
            for (JsonObject wish : List.of(wish("PUT", "a"), wish("PUT", "a").put("parts", 1))) {
                assertThat(kind(admin, LINKS, wish)).isEqualTo("sluice");
                admin.call("POST", LINKS, utf8(wish.put("kind", "s3").encode())).isProblem(501, "not-supported");
            }
            assertThat(kind(admin, LINKS, wish("GET", "a"))).isEqualTo("s3");
        }
    }

    private static String kind(Calls by, String links, JsonObject wish) {
        return by.call("POST", links, utf8(wish.encode())).has(201).json().getString("kind");
    }

    @Test
    void whereReadsAreInTheAuditTrailNoLinkPassesItBy() {
        String links = "/api/v1/buckets/traced/links";

        for (JsonObject wish :
                List.of(wish("GET", "a"), wish("PUT", "a"), wish("PUT", "a").put("parts", 1))) {
            assertThat(kind(admin(), links, wish)).isEqualTo("sluice");
            admin().call("POST", links, utf8(wish.put("kind", "s3").encode())).isProblem(400, "invalid-body");
        }
    }
}
