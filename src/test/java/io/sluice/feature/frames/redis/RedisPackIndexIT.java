package io.sluice.feature.frames.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.index.PackIndex;
import io.sluice.feature.frames.index.PackIndexContract;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.redis.RedisLink;
import io.sluice.redis.RedisLinks;
import io.sluice.store.Await;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two replicas on one Redis. */
@ExtendWith(ServersTellOnFailure.class)
class RedisPackIndexIT extends PackIndexContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final RealRedis redis = RealRedis.started();
    private final RedisLink linkA = RedisLinks.to(vertx, redis.port());
    private final RedisLink linkB = RedisLinks.to(vertx, redis.port());
    private final RedisPackIndex a = index(linkA, "a");
    private final RedisPackIndex b = index(linkB, "b");
    private final List<PackFacts> toldToB = new CopyOnWriteArrayList<>();

    private static RedisPackIndex index(RedisLink link, String replica) {
        return new RedisPackIndex(link, new RedisPackIndex.Settings("t:", replica, Duration.ofMinutes(10)));
    }

    @Override
    protected PackIndex index() {
        return a;
    }

    @BeforeEach
    void start() {
        b.onTold(toldToB::add);
        linkA.start();
        linkB.start();
        awaitUp(linkA);
        awaitUp(linkB);
    }

    @AfterEach
    void stop() {
        linkA.close();
        linkB.close();
        redis.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static void awaitUp(RedisLink link) {
        await("redis is up").atMost(PATIENCE).until(() -> link.state() == RedisLink.State.UP);
    }

    @Test
    void whatOneReplicaAddsTheOtherFinds() {
        PackFacts pack = packAtNoon("gate");

        Await.on(a.add(pack));

        await().atMost(PATIENCE).until(() -> toldToB.equals(List.of(pack)));
        assertThat(b.find("gate", 0, Long.MAX_VALUE)).hasSize(1);
        assertThat(b.cameras()).isEqualTo(a.cameras());
    }

    @Test
    void whatOneReplicaReplacesIsReplacedForTheOther() {
        PackFacts one = packAtNoon("gate");
        PackFacts two = packAtNoon("gate");
        PackFacts joined = packAtNoon("gate");
        Await.on(a.add(one));
        Await.on(a.add(two));
        await().atMost(PATIENCE).until(() -> toldToB.size() == 2);

        Await.on(a.replace(List.of(one.key(), two.key()), List.of(joined)));

        await().atMost(PATIENCE)
                .until(() -> b.arrived(minute(NOON), minute(NOON) + 1).equals(List.of(joined.key())));
        assertThat(Await.on(b.recall(List.of(one.key(), two.key(), joined.key()))))
                .containsExactly(joined);
    }

    @Test
    void whatOneReplicaHasFoundTheOtherNeedNotRead() {
        PackFacts pack = packAtNoon("gate");
        PackFacts unknown = packAtNoon("other");
        a.found(List.of(pack));

        await().atMost(PATIENCE)
                .until(() ->
                        Await.on(b.recall(List.of(pack.key(), unknown.key()))).equals(List.of(pack)));
        assertThat(toldToB).isEmpty();
        assertThat(b.has(pack.key())).isFalse();
    }

    @Test
    void hundredsOfPacksAreRecalled() {
        List<PackFacts> packs = IntStream.range(0, 300)
                .mapToObj(i -> packAt(NOON.plusSeconds(i), FramePacks.frame("c" + i % 3, i * 1000L, i)))
                .toList();
        packs.forEach(pack -> Await.on(a.add(pack)));

        List<PackKey> keys = packs.stream().map(PackFacts::key).toList();
        assertThat(Await.on(b.recall(keys))).containsExactlyInAnyOrderElementsOf(packs);
    }

    @Test
    void redisEmptiedTakesNothingAway() {
        PackFacts pack = packAtNoon("gate");
        Await.on(a.add(pack));
        await().atMost(PATIENCE).until(() -> b.has(pack.key()));

        Await.on(linkA.send(Request.cmd(Command.FLUSHALL)));

        assertThat(a.find("gate", 0, Long.MAX_VALUE)).hasSize(1);
        assertThat(b.find("gate", 0, Long.MAX_VALUE)).hasSize(1);
        assertThat(Await.on(b.recall(List.of(pack.key())))).isEmpty();
    }

    @Test
    void withoutRedisNothingFails() {
        redis.process().kill();
        await().atMost(PATIENCE).until(() -> linkA.state() == RedisLink.State.DOWN);
        PackFacts pack = packAtNoon("gate");
        PackFacts next = packAtNoon("gate");

        Await.on(a.add(pack));
        a.found(List.of(next));
        Await.on(a.replace(List.of(pack.key()), List.of()));

        assertThat(a.arrived(minute(NOON), minute(NOON) + 1)).containsExactly(next.key());
        assertThat(Await.on(a.recall(List.of(pack.key())))).isEmpty();
    }

    @Test
    void whatNobodyUnderstandsHarmsNothing() {
        PackFacts pack = packAtNoon("gate");
        Await.on(a.add(pack));
        await().atMost(PATIENCE).until(() -> b.has(pack.key()));
        for (String message : List.of("", "x", "x - y", "x y -", "x " + pack.key() + " !! ?? -", "a b c d -")) {
            Await.on(linkA.send(Request.cmd(Command.PUBLISH).arg("t:packs").arg(message)));
        }
        String key = "t:frames:" + minute(NOON);
        String field = pack.key().node() + "-" + pack.key().id();
        Await.on(linkA.send(Request.cmd(Command.HSET).arg(key).arg(field).arg("nonsense, and more of it")));

        assertThat(Await.on(a.recall(List.of(pack.key())))).isEmpty();
        PackFacts next = packAtNoon("gate");
        Await.on(a.add(next));
        await().atMost(PATIENCE).until(() -> b.has(next.key()));
    }

    @Test
    void whatRedisKeepsEnds() {
        PackFacts pack = packAtNoon("gate");

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            a.found(List.of(pack));
            Await.on(a.add(pack));
            Response seconds = Await.on(linkA.send(Request.cmd(Command.TTL).arg("t:frames:" + minute(NOON))));
            assertThat(Objects.requireNonNull(seconds.toInteger())).isBetween(1, 600);
        });
    }
}
