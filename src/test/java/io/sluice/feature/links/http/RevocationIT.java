package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.RealMinio;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is revoked through one replica is refused by another in time, with Redis and when it has died. */
@ExtendWith(ServersTellOnFailure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RevocationIT {
    private static final Duration BOUND = Duration.ofSeconds(1);

    /** {@code sluice.access.fresh-for} and one call. */
    private static final Duration KEY_BOUND = Duration.ofMillis(1500);

    private static final int ROUNDS = 5;
    private static final String LINKS = "/api/v1/buckets/files/links";
    private static @Nullable RealRedis redis;
    private static @Nullable SluiceProcess first;
    private static @Nullable SluiceProcess second;

    @BeforeAll
    static void start() {
        RealRedis shared = RealRedis.started();
        redis = shared;
        Setup setup = Setup.on(RealMinio.shared())
                .withEnvironment(Map.of("REDIS_URL", shared.endpoint().toString()))
                .withProperties(Map.of("sluice.bucket", "revoked-" + UUID.randomUUID()))
                .withJvmOptions("-Xmx256m")
                .requiringCredentials();
        first = SluiceProcess.ready(setup);
        second = SluiceProcess.ready(setup);
        admin(first)
                .call("PUT", "/api/v1/buckets/files/objects/a", utf8("hello"))
                .has(201);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(first).close();
        Objects.requireNonNull(second).close();
        Objects.requireNonNull(redis).close();
    }

    private static Calls admin(@Nullable SluiceProcess replica) {
        return calls(replica).as(SluiceProcess.ADMIN_KEY);
    }

    private static Calls calls(@Nullable SluiceProcess replica) {
        return new Calls(Objects.requireNonNull(replica)::uri);
    }

    @Test
    @Order(1)
    void withRedis() {
        revokedLinksAreRefused();
        revokedKeysAreRefused();
    }

    @Test
    @Order(2)
    void whenRedisHasDied() {
        Objects.requireNonNull(redis).process().kill();

        revokedLinksAreRefused();
        revokedKeysAreRefused();
    }

    private static void revokedLinksAreRefused() {
        for (int round = 0; round < ROUNDS; round++) {
            JsonObject link = admin(first)
                    .call("POST", LINKS, utf8("{\"key\":\"a\",\"kind\":\"sluice\"}"))
                    .has(201)
                    .json();
            String url = link.getString("url");
            String path = url.substring(url.indexOf("/l/"));
            Supplier<Reply> use = () -> calls(second).call("GET", path);
            use.get().has(200);

            admin(first).call("DELETE", LINKS + "/" + link.getString("id")).has(204);

            calls(first).call("GET", path).isProblem(410, "link-gone");
            assertThat(untilRefused(use, 410)).isLessThan(BOUND);
        }
    }

    private static void revokedKeysAreRefused() {
        for (int round = 0; round < ROUNDS; round++) {
            JsonObject key = admin(first)
                    .call("POST", "/api/v1/admin/keys", utf8("{\"name\":\"a\",\"grants\":[{\"role\":\"reader\"}]}"))
                    .has(201)
                    .json();
            Supplier<Reply> use =
                    () -> calls(second).as(key.getString("key")).call("GET", "/api/v1/buckets/files/objects/a");
            use.get().has(200);

            admin(first)
                    .call("DELETE", "/api/v1/admin/keys/" + key.getString("id"))
                    .has(204);

            assertThat(untilRefused(use, 401)).isLessThan(KEY_BOUND);
        }
    }

    /** Uses it without a pause until it is refused, and then once more. */
    private static Duration untilRefused(Supplier<Reply> use, int status) {
        long begun = System.nanoTime();
        Duration taken = Duration.ZERO;
        while (use.get().status() == 200 && taken.compareTo(BOUND.multipliedBy(5)) < 0) {
            taken = Duration.ofNanos(System.nanoTime() - begun);
        }
        use.get().has(status);
        return taken;
    }
}
