package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.edge.http.SmallJson;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of cameras over HTTP. */
abstract class CameraSettingsContract extends FrameReadFixture {
    private static final String HOLD =
            "{\"from\":\"2026-03-01T12:00:00Z\",\"to\":\"2026-03-01T13:00:00Z\",\"reason\":\"An accident\"}";

    private Reply put(String path, String json, String... headers) {
        return http().call("PUT", "/api/v1/cameras/" + camera + path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    private Reply delete(String path) {
        return http().call("DELETE", "/api/v1/cameras/" + camera + path);
    }

    private List<JsonObject> cameras(String query) {
        return http().call("GET", "/api/v1/cameras?limit=1000&" + query).has(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String etag(Reply reply) {
        return reply.header("ETag").orElseThrow();
    }

    @Test
    void settingsAreCreatedReplacedAndRead() {
        String full = "{\"retention\":\"P30D\",\"tags\":{\"site\":\"north\"},\"expectedRate\":12.5}";
        Reply created = put("", full).has(201);
        Reply replaced = put("", "{\"retention\":\"PT12H\"}").has(200);

        assertThat(created.json())
                .isEqualTo(new JsonObject(full).put("name", camera).put("holds", new JsonArray()));
        assertThat(etag(replaced)).isNotEqualTo(etag(created));
        Reply read = get("").has(200);
        assertThat(etag(read)).isEqualTo(etag(replaced));
        assertThat(read.json().getString("retention")).isEqualTo("PT12H");
        assertThat(read.json().getJsonObject("tags")).isEmpty();
        assertThat(read.json().getValue("expectedRate")).isNull();
        assertThat(read.json().getLong("frames")).isZero();
        http().call("GET", "/api/v1/buckets/frames/objects/cameras/" + camera + ".json")
                .has(200);
    }

    @Test
    void aConditionIsKept() {
        String first = etag(put("", "{}", "If-None-Match", "*").has(201));
        put("", "{}", "If-None-Match", "*").isProblem(412, "precondition-failed");
        String second = etag(put("", "{\"expectedRate\":1}", "If-Match", first).has(200));
        put("", "{\"expectedRate\":2}", "If-Match", first).has(412);
        put("", "{\"expectedRate\":2}", "If-Match", second).has(200);
    }

    @Test
    void whatIsMalformedIsRefusedAndChangesNothing() {
        for (String wrong : List.of(
                "",
                "[]",
                "{\"retention\":30}",
                "{\"retention\":\"30 days\"}",
                "{\"retention\":\"PT1S\"}",
                "{\"tags\":[]}",
                "{\"tags\":{\"a\":1}}",
                "{\"tags\":{\"a b\":\"\"}}",
                "{\"expectedRate\":\"1\"}",
                "{\"expectedRate\":-1}",
                "{\"holds\":[]}",
                "{\"unknown\":1}")) {
            put("", wrong).isProblem(400, "invalid-body");
        }
        put("", "{\"tags\":{\"a\":\"" + "x".repeat(SmallJson.LARGEST) + "\"}}").isProblem(413, "body-too-large");
        get("").isProblem(404, "camera-not-found");
        http().call("PUT", "/api/v1/cameras/.x", "{}".getBytes(StandardCharsets.UTF_8))
                .isProblem(400, "invalid-camera");
        assertThat(http().call("PATCH", "/api/v1/cameras/" + camera).has(405).header("Allow"))
                .hasValue("DELETE, GET, HEAD, PUT");
    }

    @Test
    void aCameraOfWhichNothingIsSaidIsThereWithItsFrames() {
        put(3);
        JsonObject seen = get("").has(200).json();
        assertThat(seen.getLong("frames")).isEqualTo(3);
        assertThat(seen.getBoolean("behind")).isFalse();
        assertThat(seen.getJsonArray("holds")).isEmpty();
        assertThat(get("").header("ETag")).isEmpty();
    }

    @Test
    void listsTellTagsAndWhoIsBehindAndAreFiltered() {
        put(2);
        put("", "{\"tags\":{\"site\":\"" + camera + "\",\"floor\":\"2\"},\"expectedRate\":10}")
                .has(201);

        assertThat(cameras("tag=site=" + camera)).singleElement().satisfies(item -> {
            assertThat(item.getString("name")).isEqualTo(camera);
            assertThat(item.getJsonObject("tags").getString("floor")).isEqualTo("2");
            assertThat(item.getDouble("expectedRate")).isEqualTo(10);
            assertThat(item.getBoolean("behind")).isTrue();
            assertThat(item.getLong("frames")).isEqualTo(2);
        });
        assertThat(cameras("tag=site=" + camera + "&tag=floor")).hasSize(1);
        assertThat(cameras("tag=site=" + camera + "&tag=floor=3")).isEmpty();
        http().call("GET", "/api/v1/cameras?tag==").isProblem(400, "invalid-parameter");
    }

    @Test
    void aCameraThatSendsNothingIsListedWhenSomethingIsSaidOfIt() {
        put("", "{\"expectedRate\":1}").has(201);
        assertThat(cameras(""))
                .filteredOn(item -> item.getString("name").equals(camera))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.getBoolean("behind")).isTrue();
                    assertThat(item.getLong("packs")).isZero();
                });
    }

    @Test
    void aHoldIsMadeOnceAndEndedOnce() {
        Reply made = put("/holds/case-7", HOLD).has(201);
        Reply again = put("/holds/case-7", HOLD).has(200);
        assertThat(again.json()).isEqualTo(made.json());
        put("/holds/case-8", HOLD).has(201);
        put("", "{\"retention\":\"P1D\"}").has(200);

        assertThat(get("/holds").has(200).json().getJsonArray("items").stream()
                        .map(hold -> ((JsonObject) hold).getString("id")))
                .containsExactly("case-7", "case-8");
        put("/holds/case-7", HOLD.replace("13:00", "14:00")).has(200);
        delete("/holds/case-8").has(204);
        delete("/holds/case-8").has(204);
        assertThat(get("").has(200).json().getJsonArray("holds").stream()
                        .map(hold -> ((JsonObject) hold).getString("to")))
                .containsExactly("2026-03-01T14:00:00Z");
    }

    @Test
    void aMalformedHoldIsRefused() {
        for (String wrong : List.of(
                "{}",
                HOLD.replace("13:00", "11:00"),
                HOLD.replace("An accident", ""),
                HOLD.replace("reason", "because"))) {
            put("/holds/h", wrong).isProblem(400, "invalid-body");
        }
        put("/holds/h", HOLD.replace("2026-03-01T12", "noon")).isProblem(400, "invalid-frame-time");
        put("/holds/.h", HOLD).isProblem(400, "invalid-parameter");
        assertThat(get("/holds").has(200).json().getJsonArray("items")).isEmpty();
    }

    @Test
    void thereAreNoMoreHoldsThanMayBe() {
        IntStream.range(0, CameraSettings.MOST_HOLDS)
                .forEach(i -> put("/holds/h" + i, HOLD).has(201));
        put("/holds/more", HOLD).isProblem(409, "too-many-holds");
        put("/holds/h7", HOLD).has(200);
        delete("/holds/h7").has(204);
        put("/holds/more", HOLD).has(201);
    }
}
