package io.sluice.feature.objects.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of objects. */
abstract class ListingApiContract extends ApiFixture {
    @Test
    void manyKeysComeInPages() {
        List<String> names =
                IntStream.range(0, 2500).mapToObj(i -> "many/%04d".formatted(i)).toList();
        for (int from = 0; from < names.size(); from += 50) {
            names.subList(from, from + 50).stream()
                    .map(name -> http().start("PUT", path(name), new byte[0]))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .forEach(reply -> reply.has(201));
        }

        List<Integer> sizes = new ArrayList<>();
        List<String> found = new ArrayList<>();
        String after = "";
        while (after != null) {
            Reply page = list("limit=1000&prefix=" + encoded(key("many/")) + "&after=" + after);
            sizes.add(keys(page).size());
            found.addAll(keys(page));
            after = next(page);
        }

        assertThat(sizes).containsExactly(1000, 1000, 500);
        assertThat(found).isEqualTo(names.stream().map(this::key).toList());
    }

    @Test
    void anItemTellsOfItsObject() {
        Reply created = put("one", "12345");

        JsonObject item = items(list("prefix=" + encoded(key("")))).getFirst();

        assertThat(item.getString("key")).isEqualTo(key("one"));
        assertThat(item.getLong("size")).isEqualTo(5);
        assertThat(item.getString("etag")).isEqualTo(created.json().getString("etag"));
        assertThat(item.getInstant("modified")).isNotNull();
        assertThat(item.fieldNames()).containsExactlyInAnyOrder("key", "size", "etag", "modified");
    }

    @Test
    void deeperKeysAreRolledUpAtTheDelimiter() {
        for (String name : new String[] {"a", "d/1", "d/2", "d/e/3", "f/4", "ü/5", "z"}) {
            put(name, "x");
        }

        Reply all = list("delimiter=%2F&prefix=" + encoded(key("")));
        assertThat(keys(all)).containsExactly(key("a"), key("z"));
        assertThat(all.json().getJsonArray("prefixes")).containsExactly(key("d/"), key("f/"), key("ü/"));
        Reply below = list("delimiter=/&prefix=" + encoded(key("d/")));
        assertThat(keys(below)).containsExactly(key("d/1"), key("d/2"));
        assertThat(below.json().getJsonArray("prefixes")).containsExactly(key("d/e/"));
        Reply flat = list("prefix=" + encoded(key("d")));
        assertThat(keys(flat)).containsExactly(key("d/1"), key("d/2"), key("d/e/3"));
        assertThat(flat.json().fieldNames()).containsExactly("items");
    }

    @Test
    void rolledUpPagesGoOnWhereTheyEnded() {
        for (String name : new String[] {"a", "b/1", "b/2", "c", "d/1", "e"}) {
            put(name, "x");
        }
        List<String> found = new ArrayList<>();
        String after = "";
        while (after != null) {
            Reply page = list("limit=1&delimiter=/&prefix=" + encoded(key("")) + "&after=" + after);
            found.addAll(keys(page));
            page.json().getJsonArray("prefixes").forEach(prefix -> found.add((String) prefix));
            after = next(page);
        }

        assertThat(found).containsExactly(key("a"), key("b/"), key("c"), key("d/"), key("e"));
    }

    @Test
    void longKeysOfAnyAlphabetCanBePagedThrough() {
        String deep = ("港".repeat(66) + "/").repeat(4);
        put(deep + "1", "x");
        put(deep + "2", "x");
        String query = "limit=1&prefix=" + encoded(key(deep));

        Reply first = list(query);
        Reply second = list(query + "&after=" + next(first));

        assertThat(keys(first)).containsExactly(key(deep + "1"));
        assertThat(keys(second)).containsExactly(key(deep + "2"));
    }

    @ParameterizedTest
    @CsvSource({
        "type=image/jpeg,b",
        "type=image/,b c",
        "type=text/plain,",
        "minSize=2,b c",
        "maxSize=2,a b",
        "minSize=2&maxSize=2,b",
        "tag=project,a b",
        "tag=project=atlas,b",
        "tag=none,",
        "modifiedSince=2020-01-01T00:00:00Z,a b c",
        "modifiedSince=2100-01-01T00:00:00Z,",
        "type=image/&tag=project,b"
    })
    void aFilterKeepsWhatFits(String filter, @Nullable String expected) {
        put("a", "1", "X-Tags", "project=zephyr");
        put("b", "22", "Content-Type", "image/jpeg", "X-Tags", "project=atlas&x=1");
        put("c", "333", "Content-Type", "image/png");
        List<String> keys = expected == null
                ? List.of()
                : List.of(expected.split(" ")).stream().map(this::key).toList();

        Reply page = list("prefix=" + encoded(key("")) + "&" + filter);

        assertThat(keys(page)).isEqualTo(keys);
        assertThat(next(page)).isNull();
    }

    @Test
    void moreIsToldWhenAskedFor() {
        Reply created = put("a", "1", "Content-Type", "text/plain", "X-Meta-Place", "Zuerich", "X-Tags", "t=1");
        String query = "prefix=" + encoded(key("")) + "&include=";

        JsonObject details = items(list(query + "metadata")).getFirst();
        assertThat(details.getString("contentType")).isEqualTo("text/plain");
        assertThat(details.getJsonObject("metadata").getMap()).containsEntry("place", "Zuerich");
        assertThat(details.getString("crc32c")).isEqualTo(created.json().getString("crc32c"));
        assertThat(details.fieldNames()).doesNotContain("tags");
        JsonObject tags = items(list(query + "tags")).getFirst();
        assertThat(tags.getJsonObject("tags").getMap()).containsEntry("t", "1");
        assertThat(tags.fieldNames()).doesNotContain("metadata");
        for (String both : new String[] {"metadata,tags", "tags&include=metadata"}) {
            assertThat(items(list(query + both)).getFirst().fieldNames()).contains("tags", "metadata");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=x",
                "limit=-1",
                "minSize=-1",
                "maxSize=big",
                "delimiter=,",
                "modifiedSince=yesterday",
                "include=all",
                "after=%21",
                "after=*",
                "minSize=99999999999999999999"
            })
    void aBadParameterIsRefused(String query) {
        http().call("GET", BUCKET + "?" + query).isProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefix=%FF", "after=AAAA", "after=Zm9vAGJhcg", "prefix=../", "prefix=../../etc/"})
    void aStrangeParameterHarmsNothing(String query) {
        try (var wire = http().connect()) {
            wire.head("GET " + BUCKET + "?" + query);
            Reply reply = wire.answer();
            assertThat(reply.status()).as(reply.toString()).isIn(200, 400);
            if (reply.status() == 400) {
                reply.isProblem(400, "invalid-parameter");
            } else if (query.startsWith("prefix")) {
                assertThat(items(reply)).isEmpty();
            }
        }
    }

    private Reply list(String query) {
        return http().call("GET", BUCKET + "?" + query).has(200);
    }

    private static List<JsonObject> items(Reply page) {
        return page.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> keys(Reply page) {
        return items(page).stream().map(item -> item.getString("key")).toList();
    }

    private static @Nullable String next(Reply page) {
        return page.json().getString("next");
    }
}
