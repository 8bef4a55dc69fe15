package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Objects are stored in parts by links. */
abstract class LinkPartsContract extends LinksFixture {
    @Test
    void anObjectIsStoredInPartsAsS3HasIt() {
        JsonObject link = link(wish("PUT", "parts").put("parts", 2).put("contentType", "text/plain"));
        byte[] large = new byte[5 << 20];
        JsonArray parts = link.getJsonArray("parts");
        String second = part(parts, 2, utf8("end"));
        String first = part(parts, 1, large);

        Reply reply = complete(link, first, second).has(200);

        assertThat(reply.header("Content-Type")).hasValue("application/xml");
        assertThat(reply.text()).contains("<Key>parts</Key>", "<ETag>");
        Reply head = admin().call("HEAD", OBJECTS + "parts").has(200);
        assertThat(head.header("Content-Length")).hasValue(Integer.toString(large.length + 3));
        assertThat(head.header("Content-Type")).hasValue("text/plain");
        assertThat(head.header("X-Owner")).hasValue("admin");
        assertThat(head.header("Repr-Digest").orElse("")).contains("crc32c=");
        assertThat(admin().call("GET", OBJECTS + "parts", "Range", "bytes=-4")
                        .has(206)
                        .body())
                .isEqualTo(new byte[] {0, 'e', 'n', 'd'});
        complete(link, first, second).isProblem(404, "upload-not-found");
    }

    private String part(JsonArray parts, int number, byte[] bytes) {
        JsonObject part = parts.getJsonObject(number - 1);
        assertThat(part.getInteger("number")).isEqualTo(number);
        return anybody()
                .call(part.getString("method"), path(part), bytes)
                .has(200)
                .header("ETag")
                .orElseThrow();
    }

    private Reply complete(JsonObject link, String... tags) {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.length; i++) {
            xml.append("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>".formatted(i + 1, tags[i]));
        }
        xml.append("</CompleteMultipartUpload>");
        JsonObject complete = link.getJsonObject("complete");
        return anybody().call(complete.getString("method"), path(complete), utf8(xml.toString()));
    }

    @Test
    void whatIsWrongWithPartsIsTold() {
        JsonObject link = link(wish("PUT", "wrong-parts").put("parts", 1));
        JsonObject part = link.getJsonArray("parts").getJsonObject(0);
        String tag = part(link.getJsonArray("parts"), 1, utf8("x"));

        anybody().chunked("PUT", path(part), utf8("x")).isProblem(400, "invalid-header");
        anybody().call("PUT", path(part), new byte[0]).isProblem(400, "invalid-header");
        anybody()
                .call("PUT", path(part), utf8("y"), "Content-Digest", "crc32c=:AAAAAA==:")
                .isProblem(400, "digest-mismatch");
        complete(link, "\"other\"").isProblem(400, "invalid-parameter");
        complete(link, tag, tag).isProblem(400, "invalid-parameter");
        complete(link).isProblem(400, "invalid-body");
        anybody()
                .call("POST", path(link.getJsonObject("complete")), utf8("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"))
                .isProblem(400, "invalid-body");
        admin().call("DELETE", LINKS + "/" + link.getString("id")).has(204);
        complete(link, tag).isProblem(410, "link-gone");
    }

    @Test
    void partsMakeNoObjectThatIsLargerThanAllowed() {
        JsonObject link = link(wish("PUT", "too-large").put("parts", 3));
        JsonArray parts = link.getJsonArray("parts");
        byte[] large = new byte[5 << 20];
        String first = part(parts, 1, large);
        String second = part(parts, 2, large);

        complete(link, first, second).isProblem(413, "body-too-large");
        anybody().call("PUT", path(parts.getJsonObject(2)), new byte[MOST + 1]).isProblem(413, "body-too-large");

        admin().call("GET", OBJECTS + "too-large").isProblem(404, "object-not-found");
        anybody().call("DELETE", path(link.getJsonObject("abort"))).has(204);
    }

    @Test
    void partsAreDroppedByTheirLink() {
        JsonObject link = link(wish("PUT", "dropped").put("parts", 1));
        String tag = part(link.getJsonArray("parts"), 1, utf8("x"));

        anybody().call("DELETE", path(link.getJsonObject("abort"))).has(204);

        complete(link, tag).isProblem(404, "upload-not-found");
    }
}
