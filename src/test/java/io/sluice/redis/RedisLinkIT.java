package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.redis.RedisLink.State;
import io.sluice.store.Await;
import io.sluice.testing.Configs;
import io.sluice.testing.HoldingProxy;
import io.sluice.testing.HungServer;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The link to a Redis that dies, comes back, or says nothing any more. */
@ExtendWith(ServersTellOnFailure.class)
class RedisLinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A command that fails at once; other processes of the machine may delay it. */
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static void awaitState(RedisLink link, State state) {
        await("state " + state).atMost(PATIENCE).until(() -> link.state() == state);
    }

    private static boolean pings(RedisLink link) {
        return Await.on(Await.outcome(link.send(Request.cmd(Command.PING)))).isEmpty();
    }

    /** The median, as one in a while may meet a pause of the machine. */
    private static void assertFailsAtOnce(RedisLink link) {
        long[] took = new long[21];
        for (int i = 0; i < took.length; i++) {
            long begun = System.nanoTime();
            assertThat(pings(link)).isFalse();
            took[i] = System.nanoTime() - begun;
        }
        Arrays.sort(took);
        assertThat(Duration.ofNanos(took[took.length / 2])).isLessThan(AT_ONCE);
    }

    @Test
    void withoutRedisEveryCommandFailsAtOnce() {
        try (RedisLink link = new RedisLink(vertx, Configs.of(RedisConfig.class, Map.of()), RedisLinks.timers(vertx))) {
            link.start();

            assertThat(link.state()).isEqualTo(State.ABSENT);
            assertFailsAtOnce(link);
        }
    }

    @Test
    void aRedisThatIsKilledAndStartedAgainIsFoundAgain() {
        try (RealRedis redis = RealRedis.started();
                RedisLink link = RedisLinks.to(vertx, redis.port())) {
            AtomicInteger ups = new AtomicInteger();
            link.whenUp(ups::incrementAndGet);
            link.start();
            awaitState(link, State.UP);
            assertThat(pings(link)).isTrue();

            redis.process().kill();
            awaitState(link, State.DOWN);
            assertFailsAtOnce(link);
            redis.start();

            awaitState(link, State.UP);
            await().atMost(PATIENCE).until(() -> pings(link));
            assertThat(ups).hasValueGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aRedisThatAcceptsAndSaysNothingIsNeverUp() {
        try (HungServer hung = HungServer.silent();
                RedisLink link = RedisLinks.to(vertx, hung.endpoint().getPort())) {
            link.start();

            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> link.state() == State.DOWN);
            assertFailsAtOnce(link);
        }
    }

    @Test
    void aRedisThatFallsSilentCostsOneTimeoutAndIsFoundAgain() {
        try (RealRedis redis = RealRedis.started();
                HoldingProxy proxy = new HoldingProxy(redis.port());
                RedisLink link = RedisLinks.to(vertx, proxy.port())) {
            link.start();
            awaitState(link, State.UP);

            proxy.hold();
            assertThat(pings(link)).isFalse();
            awaitState(link, State.DOWN);
            assertFailsAtOnce(link);
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> link.state() == State.DOWN);
            assertFailsAtOnce(link);
            proxy.release();

            awaitState(link, State.UP);
            await().atMost(PATIENCE).until(() -> pings(link));
            await("only the line in use").atMost(PATIENCE).until(() -> proxy.clients() == 2);
        }
    }

    @Test
    void whatRedisRefusesBreaksNothing() {
        try (RedisLink link = RedisLinks.to(vertx, RealRedis.shared().port())) {
            link.start();
            awaitState(link, State.UP);

            assertThat(Await.on(Await.outcome(
                            link.send(Request.cmd(Command.INCRBY).arg("x").arg("no number")))))
                    .isPresent();
            assertThat(Await.on(Await.outcome(link.send(List.of(
                            Request.cmd(Command.PING),
                            Request.cmd(Command.INCRBY).arg("x").arg("no number"))))))
                    .isPresent();

            assertThat(link.state()).isEqualTo(State.UP);
            assertThat(pings(link)).isTrue();
        }
    }

    @Test
    void whoListensHearsAlsoAfterRedisCameBackAndWhateverIsSaid() {
        try (RealRedis redis = RealRedis.started();
                RedisLink link = RedisLinks.to(vertx, redis.port())) {
            List<String> heard = new CopyOnWriteArrayList<>();
            link.listen("c", message -> {
                heard.add(message);
                if (message.equals("bad")) {
                    throw new IllegalStateException("planted");
                }
            });
            link.start();
            awaitState(link, State.UP);
            say(link, "bad", "one");
            await().atMost(PATIENCE).until(() -> heard.contains("one"));

            redis.process().kill();
            awaitState(link, State.DOWN);
            redis.start();
            awaitState(link, State.UP);
            say(link, "two");

            await().atMost(PATIENCE).until(() -> heard.contains("two"));
        }
    }

    private static void say(RedisLink link, String... messages) {
        for (String message : messages) {
            await().atMost(PATIENCE)
                    .until(() -> Await.on(Await.outcome(link.send(
                                    Request.cmd(Command.PUBLISH).arg("c").arg(message))))
                            .isEmpty());
        }
    }
}
