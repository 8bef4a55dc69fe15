package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens on one connection, request after request. */
abstract class ConnectionApiContract extends ApiFixture {
    @Test
    void requestsMayFollowEachOther() {
        try (Wire wire = http().connect()) {
            for (int i = 0; i < 5; i++) {
                wire.head("PUT " + path("kept"), "Content-Length: 1").bytes(utf8("" + i));
                wire.answer().has(201);
                wire.head("GET " + path("kept"));
                assertThat(wire.answer().has(200).text()).isEqualTo("" + i);
            }
        }
    }

    @Test
    void requestsMayBeSentAheadOfTheirAnswers() {
        put("a", "first");
        put("b", "second");
        String requests = "PUT " + path("c") + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nthird";
        for (String name : new String[] {"a", "b", "none", "c"}) {
            requests += "GET " + path(name) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        }

        try (Wire wire = http().connect()) {
            wire.bytes(utf8(requests));
            wire.answer().has(201);
            assertThat(wire.answer().has(200).text()).isEqualTo("first");
            assertThat(wire.answer().has(200).text()).isEqualTo("second");
            wire.answer().isProblem(404, "object-not-found");
            assertThat(wire.answer().has(200).text()).isEqualTo("third");
        }
    }

    @Test
    void aSmallBodyThatIsRefusedLeavesTheConnectionUsable() {
        put("there", "x");
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("never"), "Content-Length: 40000", "If-Match: *")
                    .bytes(new byte[40_000]);
            wire.answer().isProblem(400, "invalid-header");
            wire.head("GET " + path("there"));
            assertThat(wire.answer().has(200).text()).isEqualTo("x");
        }
    }

    @Test
    void aSmallBodyThatNobodyReadsLeavesTheConnectionUsable() {
        put("there", "x");
        try (Wire wire = http().connect()) {
            wire.head("DELETE " + path("gone"), "Content-Length: 40000").bytes(new byte[40_000]);
            wire.answer().has(204);
            wire.head("GET " + path("there"), "Content-Length: 40000").bytes(new byte[40_000]);
            assertThat(wire.answer().has(200).text()).isEqualTo("x");
            wire.head("GET " + path("there"));
            assertThat(wire.answer().has(200).text()).isEqualTo("x");
        }
    }

    @Test
    void aLargeBodyThatNobodyReadsEndsTheConnection() {
        try (Wire wire = http().connect()) {
            wire.head("DELETE " + path("gone"), "Content-Length: 100000000").bytes(new byte[200_000]);
            wire.answer().has(204);
            assertThat(wire.closes(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aLargeBodyThatIsRefusedEndsTheConnectionAfterItsAnswer() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("never"), "Content-Length: 100000000", "If-Match: *")
                    .bytes(new byte[1_000_000]);
            Reply reply = wire.answer().isProblem(400, "invalid-header");
            assertThat(reply.header("Connection")).hasValue("close");
            assertThat(wire.closes(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aRefusedChunkedBodyEndsTheConnectionToo() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("never"), "Transfer-Encoding: chunked", "If-Match: *")
                    .chunk(utf8("all"))
                    .chunk(new byte[0]);
            Reply reply = wire.answer().isProblem(400, "invalid-header");
            assertThat(reply.header("Connection")).hasValue("close");
            assertThat(wire.closes(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aTrickleOfSingleBytesIsABody() {
        byte[] body = noise(300_000);
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("trickle"), "Transfer-Encoding: chunked");
            StringBuilder batch = new StringBuilder();
            for (byte b : body) {
                batch.append("1\r\n").append((char) (b & 0xff)).append("\r\n");
                if (batch.length() > 8000) {
                    wire.bytes(latin1(batch));
                    batch.setLength(0);
                }
            }
            wire.bytes(latin1(batch)).chunk(new byte[0]);
            assertThat(wire.answer().has(201).json().getLong("size")).isEqualTo(body.length);
        }

        assertThat(get("trickle").body()).isEqualTo(body);
    }

    @Test
    void aBodyThatBreaksOffLeavesNothing() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("broken"), "Content-Length: 1000").bytes(new byte[500]);
        }
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("broken"), "Transfer-Encoding: chunked").chunk(new byte[500]);
        }

        assertMissing("broken");
    }

    @Test
    void http2IsSpokenToo() throws IOException, InterruptedException {
        byte[] body = noise(1_000_000);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(sluice().uri(path("two")));
            client.send(HttpRequest.newBuilder(sluice().uri(BUCKET)).build(), BodyHandlers.discarding());
            var created = client.send(
                    request.copy()
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
            var got = client.send(request.copy().GET().build(), BodyHandlers.ofByteArray());
            var refused = client.send(
                    request.copy()
                            .header("If-Match", "*")
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(got.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            assertThat(got.body()).isEqualTo(body);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        }
    }

    private static byte[] latin1(StringBuilder text) {
        return text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
