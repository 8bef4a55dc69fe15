package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.telemetry.Meters;
import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators see: probes, metrics, logs; with the servers behind Sluice up and down. */
@ExtendWith(ServersTellOnFailure.class)
class OperateIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OBJECT = "/api/v1/buckets/files/objects/secret-project/plan.txt";

    private static @Nullable RealMinio minio;
    private static @Nullable RealRedis redis;
    private static @Nullable SluiceProcess process;

    @BeforeAll
    static void start() {
        minio = RealMinio.started();
        redis = RealRedis.started();
        process = SluiceProcess.started(Setup.on(minio)
                .withEnvironment(Map.of("REDIS_URL", redis.endpoint().toString()))
                .withProperties(Map.of(
                        "quarkus.log.console.json.enabled", "true",
                        "sluice.ready.every", "200ms",
                        "sluice.s3.connect-timeout", "1s")));
        await().atMost(PATIENCE)
                .until(() -> http().call("GET", "/q/health/ready").status() == 200);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(process).close();
        Objects.requireNonNull(redis).close();
        Objects.requireNonNull(minio).close();
    }

    private static Calls http() {
        return new Calls(Objects.requireNonNull(process)::uri);
    }

    private static void use(Runnable outage, Runnable meanwhile, Runnable end) {
        outage.run();
        try {
            meanwhile.run();
        } finally {
            end.run();
        }
    }

    @Test
    void theProbesSayWhatTheyStandFor() {
        JsonObject started = http().call("GET", "/q/health/started").has(200).json();
        JsonObject live = http().call("GET", "/q/health/live").has(200).json();
        await().atMost(PATIENCE).until(() -> check("store").getString("status").equals("UP"));
        JsonObject store = check("store");

        assertThat(started.getString("status")).isEqualTo("UP");
        assertThat(started.getJsonArray("checks").getJsonObject(0).getString("name"))
                .isEqualTo("process");
        assertThat(live.getString("status")).isEqualTo("UP");
        assertThat(live.getJsonArray("checks")).hasSize(1);
        assertThat(store.getString("status")).isEqualTo("UP");
        assertThat(store.getJsonObject("data").getString("kind")).isEqualTo("s3");
        assertThat(store.getJsonObject("data").getLong("roundTripMicros")).isPositive();
        assertThat(store.getJsonObject("data").fieldNames()).doesNotContain("problem");
    }

    @Test
    void redisIsShownAndDecidesNothing() {
        RealRedis server = Objects.requireNonNull(redis);
        await().atMost(PATIENCE).until(() -> redisState().equals("up"));
        use(
                server::stop,
                () -> {
                    await().atMost(PATIENCE).until(() -> redisState().equals("down"));
                    http().call("GET", "/q/health/ready").has(200);
                    http().call("PUT", OBJECT, bytes("x")).has(201);
                },
                server::start);
        await().atMost(PATIENCE).until(() -> redisState().equals("up"));
    }

    /** On a busy machine a connection to a store that is gone may time out before it is refused. */
    private static void storeIsMissed(Reply reply) {
        assertThat(reply.has(503).json().getString("code")).isIn("store-unavailable", "store-busy", "store-timeout");
    }

    @Test
    void withoutTheStoreSluiceIsAliveAndSaysWhatIsWrong() throws IOException {
        RealMinio server = Objects.requireNonNull(minio);
        http().call("PUT", OBJECT, bytes("x")).has(201);
        use(
                server::stop,
                () -> {
                    Reply get = http().call("GET", OBJECT, "X-Request-Id", "outage-1");
                    storeIsMissed(get);
                    assertThat(get.header("Retry-After")).isPresent();
                    Reply put = http().call("PUT", OBJECT, bytes("y"), "X-Request-Id", "outage-2");
                    storeIsMissed(put);
                    storeIsMissed(http().call("GET", "/api/v1/buckets/files/objects"));
                    await().atMost(PATIENCE)
                            .until(() -> http().call("GET", "/q/health/ready").status() == 503);
                    assertThat(check("store").getJsonObject("data").getString("problem"))
                            .startsWith("store-");
                    http().call("GET", "/q/health/live").has(200);
                },
                server::start);
        await().atMost(PATIENCE)
                .until(() -> http().call("GET", "/q/health/ready").status() == 200);

        assertThat(http().call("GET", OBJECT).has(200).text()).isEqualTo("x");
        List<JsonObject> log = log();
        for (String id : new String[] {"outage-1", "outage-2"}) {
            assertThat(log)
                    .as("lines of " + id)
                    .filteredOn(line -> id.equals(line.getJsonObject("mdc").getString("requestId")))
                    .anySatisfy(line -> assertThat(line.getString("message")).contains("store-unavailable"));
        }
        assertEveryMeterIsPublished();
    }

    /** After an outage, since some meters count what it brings. */
    private static void assertEveryMeterIsPublished() {
        http().call("BREW", OBJECT).has(405);
        http().call("PUT", OBJECT, bytes("x"), "Origin", "https://evil.example").isProblem(403, "forbidden");
        http().call("GET", "/api/v1/buckets/files/objects?prefix=secret").has(200);
        http().call("POST", "/api/v1/cameras/secret-project/frames", new byte[0])
                .has(400);

        String metrics = http().call("GET", "/q/metrics").has(200).text();

        for (String name : meters()) {
            assertThat(metrics.lines())
                    .as(name)
                    .anyMatch(line -> line.startsWith(name.replace('.', '_')) && !line.endsWith(" NaN"));
        }
        assertThat(metrics)
                .contains("route=\"object\"", "route=\"listing\"", "method=\"other\"", "status=\"503\"")
                .doesNotContain("secret-project", "plan.txt", "BREW", "outage-1");
    }

    @Test
    void theLogIsJsonLineByLine() throws IOException {
        http().call("GET", OBJECT + "-not-there").has(404);

        assertThat(log()).isNotEmpty().allSatisfy(line -> {
            assertThat(line.getString("timestamp")).isNotBlank();
            assertThat(line.getString("level")).isNotBlank();
            assertThat(line.getString("message")).isNotBlank();
        });
    }

    @Test
    void noSecretIsInTheLog() throws IOException {
        RealMinio server = Objects.requireNonNull(minio);
        http().call("PUT", OBJECT, bytes("the-body"), "X-Meta-Private", "the-metadata")
                .has(201);

        assertThat(text()).doesNotContain(server.secretKey(), "the-body", "the-metadata");
    }

    private static JsonObject check(String name) {
        return http().call("GET", "/q/health/ready").json().getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .filter(check -> check.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String redisState() {
        return check("redis").getJsonObject("data").getString("state");
    }

    private static List<String> meters() {
        List<String> names = new ArrayList<>();
        for (Field field : Meters.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.getType() == String.class) {
                try {
                    names.add((String) field.get(null));
                } catch (IllegalAccessException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        return names;
    }

    private static List<JsonObject> log() throws IOException {
        return text().lines().map(JsonObject::new).toList();
    }

    private static String text() throws IOException {
        return Files.readString(Objects.requireNonNull(process).folder().resolve("sluice.log"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
