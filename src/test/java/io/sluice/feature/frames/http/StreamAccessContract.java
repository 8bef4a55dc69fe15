package io.sluice.feature.frames.http;

import static io.sluice.testing.SluiceProcess.ADMIN_KEY;
import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.Scrape;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.GuardedSluice;
import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream is noted when it begins and when it ends, and goes on for no longer than its sender may send it. */
abstract class StreamAccessContract extends GuardedSluice {
    private static final AtomicInteger CAMERAS = new AtomicInteger();
    private static final String KEYS = "/api/v1/admin/keys";

    /** Five seconds, a second for which a key is remembered, and time for a slow machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private String camera = "";

    @Override
    protected Map<String, String> properties() {
        return Map.of("sluice.buckets.frames.audit-reads", "true");
    }

    @BeforeEach
    void nextCamera() {
        camera = "watched-" + CAMERAS.incrementAndGet();
    }

    private URI uri(String path) {
        return sluice().uri("/api/v1/cameras/" + camera + path);
    }

    /** A key, as it was made. */
    private JsonObject made(String role) {
        return admin().call(
                        "POST",
                        KEYS,
                        utf8("{\"name\": \"gate\", \"subject\": \"gate\", \"grants\": [{\"role\": \"" + role + "\"}]}"))
                .has(201)
                .json();
    }

    private void revoke(JsonObject key) {
        admin().call("DELETE", KEYS + "/" + key.getString("id")).has(204);
    }

    private double denied() {
        return Scrape.of(sluice(), ADMIN_KEY).sum("sluice_access_denied_total", "status=\"401\"");
    }

    /** What the trail has of the camera, each as {@code status outcome}. */
    private List<String> noted(String action) {
        return admin()
                .call("GET", "/api/v1/audit?resource=camera/" + camera + "&action=" + action)
                .has(200)
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .map(line -> line.getInteger("status") + " " + line.getString("outcome"))
                .toList();
    }

    private void awaitNoted(String action, String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(noted(action)).containsExactly(lines));
    }

    @Test
    void aStreamHasALineWhenItBeginsAndAnotherWhenItEnds() {
        JsonObject key = made("camera");
        try (StreamingClient client = StreamingClient.as(key.getString("key"), uri("/frames"))) {
            client.frame(utf8("x")).awaitDurable(1);
            awaitNoted("frames.send", "100 ok");

            client.end().awaitEnd();

            awaitNoted("frames.send", "100 ok", "200 ok");
        }
    }

    @Test
    void aStreamEndsWhenItsKeyIsRevokedAndOneWithAnotherGoesOn() {
        JsonObject key = made("camera");
        JsonObject other = made("camera");
        double before = denied();
        try (StreamingClient client = StreamingClient.as(key.getString("key"), uri("/frames"));
                SocketClient going = SocketClient.connect(uri("/ingest"), other.getString("key"))) {
            client.frame(utf8("x")).awaitDurable(1);
            going.frame(utf8("x")).awaitDurable(1);

            revoke(key);

            client.awaitEnd();
            assertThat(client.lines().getLast().getString("code")).isEqualTo("unauthenticated");
            awaitNoted("frames.send", "100 ok", "100 ok", "200 denied");
            assertThat(denied()).isEqualTo(before + 1);
            going.frame(utf8("y")).awaitDurable(2);
        }
    }

    @Test
    void aStreamThatHasSentNothingYetIsToldInAProblem() {
        JsonObject key = made("camera");
        try (StreamingClient client = StreamingClient.as(key.getString("key"), uri("/frames"))) {
            awaitNoted("frames.send", "100 ok");

            revoke(key);

            client.awaitStatus(401);
            awaitNoted("frames.send", "100 ok", "401 denied");
        }
    }

    @Test
    void aSocketEndsWhenItsKeyIsRevoked() {
        JsonObject key = made("camera");
        try (SocketClient client = SocketClient.connect(uri("/ingest"), key.getString("key"))) {
            client.frame(utf8("x")).awaitDurable(1);
            awaitNoted("frames.send", "100 ok");

            revoke(key);

            assertThat(client.awaitClosed()).isEqualTo(1008);
            assertThat(client.acks().getLast().getString("code")).isEqualTo("unauthenticated");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(noted("frames.send")).containsExactly("100 ok", "101 denied"));
        }
    }

    @Test
    void aLiveStreamBreaksWhenItsKeyIsRevoked() {
        JsonObject key = made("reader");
        admin().call("POST", uri("/frames").getPath(), utf8("x"), "Content-Type", "image/jpeg")
                .has(201);
        Calls reader = new Calls(sluice()::uri).as(key.getString("key"));
        CompletableFuture<Reply> stream = reader.start("GET", uri("/stream").getPath(), new byte[0]);
        awaitNoted("frames.read", "100 ok");

        revoke(key);

        await().atMost(PATIENCE).until(stream::isDone);
        assertThat(stream).failsWithin(Duration.ZERO).withThrowableOfType(ExecutionException.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(noted("frames.read")).containsExactly("100 ok", "401 denied"));
    }

    @Test
    void aReaderThatGoesAwayIsNotedAsOne() {
        JsonObject key = made("reader");
        admin().call("POST", uri("/frames").getPath(), utf8("x"), "Content-Type", "image/jpeg")
                .has(201);
        try (Wire wire = admin().connect()) {
            wire.head("GET " + uri("/stream").getPath(), "Authorization: Bearer " + key.getString("key"));
            awaitNoted("frames.read", "100 ok");
        }

        awaitNoted("frames.read", "100 ok", "499 failed");
    }
}
