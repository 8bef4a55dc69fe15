package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.Crc32c;
import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put is stored, and told. */
abstract class PutApiContract extends ApiFixture {
    @Test
    void theAnswerTellsAllOfTheStoredObject() {
        byte[] body = utf8("harbour");
        String crc = Crc32c.of(ByteBuffer.wrap(body)).base64();

        Reply created = http().call("PUT", path("told"), body).has(201);

        JsonObject json = created.json();
        assertThat(etag(created)).isEqualTo('"' + json.getString("etag") + '"');
        assertThat(created.header("Content-Type")).hasValue("application/json");
        assertThat(created.header("Repr-Digest")).hasValue("crc32c=:" + crc + ":");
        assertThat(json.getString("bucket")).isEqualTo("files");
        assertThat(json.getString("key")).isEqualTo(key("told"));
        assertThat(json.getLong("size")).isEqualTo(body.length);
        assertThat(json.getString("crc32c")).isEqualTo(crc);
        String location = created.header("Location").orElseThrow();
        assertThat(http().call("GET", location).has(200).body()).isEqualTo(body);
    }

    @Test
    void aBodyNeedsNoDeclaredLength() {
        byte[] body = noise(300_001);

        Reply created = http().chunked("PUT", path("chunked"), body).has(201);

        assertThat(created.json().getLong("size")).isEqualTo(body.length);
        assertThat(get("chunked").has(200).body()).isEqualTo(body);
    }

    @Test
    void anEmptyObjectIsAnObject() {
        http().call("PUT", path("empty"), new byte[0]).has(201);
        http().call("PUT", path("bodiless")).has(201);
        http().chunked("PUT", path("chunked"), new byte[0]).has(201);

        for (String name : new String[] {"empty", "bodiless", "chunked"}) {
            Reply reply = get(name).has(200);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.header("Content-Length")).hasValue("0");
            assertThat(reply.header("Repr-Digest")).hasValue("crc32c=:AAAAAA==:");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a+b",
                "100%",
                "%41",
                "ü/日本/🎉.txt",
                "semi;colon",
                "what?yes",
                "a#b",
                "it's \"so\"",
                "a&b=c",
                "x:y@z",
                "[0]{1}|^`~",
                "a,b!$(*)"
            })
    void aKeyMayHaveAnyCharacter(String name) {
        Reply created = put(name, "of " + name);

        assertThat(created.json().getString("key")).isEqualTo(key(name));
        String location = created.header("Location").orElseThrow();
        assertThat(http().call("GET", location).has(200).text()).isEqualTo("of " + name);
        assertThat(http().call("GET", BUCKET + "?prefix=" + encoded(key("")))
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("key"))
                .isEqualTo(key(name));
        http().call("DELETE", location).has(204);
        assertMissing(name);
    }

    @Test
    void anEncodedSlashIsASlash() {
        put("folder/file", "one");

        Reply reply = http().call("GET", BUCKET + "/" + encoded(key("folder/file")));

        assertThat(reply.has(200).text()).isEqualTo("one");
    }

    @Test
    void aPathOfRawUtf8IsUnderstood() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + BUCKET + "/" + key("grün"), "Content-Length: 2").bytes(utf8("ok"));
            assertThat(wire.answer().has(201).json().getString("key")).isEqualTo(key("grün"));
        }

        assertThat(get("grün").has(200).text()).isEqualTo("ok");
    }

    @Test
    void metadataIsKeptHoweverItIsWritten() {
        try (Wire wire = http().connect()) {
            wire.head(
                    "PUT " + path("meta"),
                    "Content-Length: 0",
                    "X-Meta-Plain: 50% of it",
                    "x-meta-raw: Hafen bei Nacht – 港",
                    "X-META-EXT: UTF-8''caf%C3%A9%20%E2%82%AC",
                    "X-Meta-Many: one",
                    "X-Meta-Many: two");
            wire.answer().has(201);
        }

        Reply head = head("meta").has(200);

        assertThat(head.header("X-Meta-Plain")).hasValue("50% of it");
        assertThat(head.header("X-Meta-Raw")).hasValue("UTF-8''Hafen%20bei%20Nacht%20%E2%80%93%20%E6%B8%AF");
        assertThat(head.header("X-Meta-Ext")).hasValue("UTF-8''caf%C3%A9%20%E2%82%AC");
        assertThat(head.header("X-Meta-Many")).hasValue("one, two");
    }

    @Test
    void tagsAreKept() {
        put("tagged", "x", "X-Tags", "project=atlas&state=to+do&sum=1%2B2&place=a/b:c@d");

        assertThat(head("tagged").header("X-Tags"))
                .hasValue("place=a%2Fb%3Ac%40d&project=atlas&state=to%20do&sum=1%2B2");
    }

    @Test
    void contentHeadersAreKept() {
        String[] headers = {
            "Content-Type", "image/jpeg",
            "Content-Encoding", "br",
            "Content-Language", "de, en",
            "Content-Disposition", "inline; filename=\"a.jpg\"",
            "Cache-Control", "public, max-age=60"
        };
        put("described", "x", headers);

        Reply reply = get("described").has(200);

        for (int i = 0; i < headers.length; i += 2) {
            assertThat(reply.header(headers[i])).hasValue(headers[i + 1]);
        }
    }

    @Test
    void anObjectWithoutATypeIsBytes() {
        put("untyped", "x");

        assertThat(get("untyped").header("Content-Type")).hasValue("application/octet-stream");
        assertThat(get("untyped").header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(get("untyped").header("Content-Security-Policy")).hasValue("sandbox");
    }

    @Test
    void aLaterPutReplacesAllOfTheObject() {
        String first = etag(put("twice", "one", "X-Meta-Only", "first", "X-Tags", "a=1", "Content-Type", "text/plain"));

        String second = etag(put("twice", "two"));

        assertThat(second).isNotEqualTo(first);
        Reply head = head("twice").has(200);
        assertThat(etag(head)).isEqualTo(second);
        assertThat(head.headers()).doesNotContainKeys("X-Meta-Only", "X-Tags");
        assertThat(get("twice").text()).isEqualTo("two");
    }

    @Test
    void anObjectOfSeveralPartsComesBackAsItWas() {
        byte[] body = noise(SEVERAL_PARTS);
        String digest = "crc32c=:" + Crc32c.of(ByteBuffer.wrap(body)).base64() + ":";

        Reply declared =
                http().call("PUT", path("large"), body, "X-Meta-Kind", "large").has(201);
        Reply chunked = http().chunked("PUT", path("chunked"), body).has(201);

        assertThat(declared.header("Repr-Digest")).hasValue(digest);
        assertThat(chunked.header("Repr-Digest")).hasValue(digest);
        Reply got = get("large").has(200);
        assertThat(got.body()).isEqualTo(body);
        assertThat(got.header("Repr-Digest")).hasValue(digest);
        assertThat(got.header("X-Meta-Kind")).hasValue("large");
        assertThat(etag(got)).isEqualTo(etag(declared));
        assertThat(get("chunked").has(200).body()).isEqualTo(body);
    }
}
