package io.sluice.store.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.time.TimeSource;
import io.sluice.redis.RedisLink;
import io.sluice.redis.RedisLinks;
import io.sluice.store.Await;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.cache.Infos;
import io.sluice.testing.HoldingProxy;
import io.sluice.testing.RealRedis;
import io.sluice.testing.ServersTellOnFailure;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two replicas on one Redis; the second reaches it through a proxy that can hold everything. */
@ExtendWith(ServersTellOnFailure.class)
class RedisMetadataIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TimeSource TIME = TimeSource.system();
    private static final ObjectRef OBJECT = ObjectRef.of("files", "a b/ü");
    private static final ObjectInfo OLD = Infos.of(OBJECT, "old", 1);
    private static final ObjectInfo NEW = Infos.of(OBJECT, "new", 1);

    private final Vertx vertx = Vertx.vertx();
    private final RealRedis redis = RealRedis.started();
    private final HoldingProxy proxy = new HoldingProxy(redis.port());
    private final RedisLink linkA = RedisLinks.to(vertx, redis.port());
    private final RedisLink linkB = RedisLinks.to(vertx, proxy.port());
    private final RedisMetadata a = metadata(linkA, "a");
    private final RedisMetadata b = metadata(linkB, "b");
    private final List<ObjectRef> heardByA = new CopyOnWriteArrayList<>();
    private final List<ObjectRef> heardByB = new CopyOnWriteArrayList<>();

    private static RedisMetadata metadata(RedisLink link, String replica) {
        return new RedisMetadata(link, new RedisMetadata.Settings("t:", replica, Duration.ofMinutes(10)), TIME);
    }

    @BeforeEach
    void start() {
        a.onChange(heardByA::add);
        b.onChange(heardByB::add);
        linkA.start();
        linkB.start();
        awaitUp(linkA);
        awaitUp(linkB);
    }

    @AfterEach
    void stop() {
        linkA.close();
        linkB.close();
        proxy.close();
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

    private static void awaitDown(RedisLink link) {
        await("redis is down").atMost(PATIENCE).until(() -> link.state() == RedisLink.State.DOWN);
    }

    private static Optional<String> etag(RedisMetadata from, ObjectRef object) {
        return Await.on(from.find(object)).map(info -> info.etag().value());
    }

    /** As a replica that has just asked the store. */
    private static void keep(RedisMetadata at, ObjectInfo info) {
        at.keep(OBJECT, info, TIME.nanos());
    }

    /** Sent on the same connection as what came before, so that has been done too. */
    private static @Nullable Response kept(RedisLink link) {
        return Await.on(link.send(Request.cmd(Command.GET).arg("t:meta:" + OBJECT)));
    }

    private static String text(@Nullable Response response) {
        return String.valueOf(response);
    }

    @Test
    void whatOneReplicaKeepsTheOtherFinds() {
        assertThat(etag(b, OBJECT)).isEmpty();

        keep(a, OLD);
        kept(linkA);

        assertThat(etag(b, OBJECT)).hasValue("old");
        Response seconds = Await.on(linkA.send(Request.cmd(Command.TTL).arg("t:meta:" + OBJECT)));
        assertThat(seconds.toInteger()).isBetween(530, 670);
    }

    @Test
    void aWriteTakesAwayWhatIsKeptAndTellsTheOthers() {
        keep(b, OLD);
        kept(linkB);

        Await.on(a.changed(OBJECT));

        assertThat(etag(a, OBJECT)).isEmpty();
        assertThat(etag(b, OBJECT)).isEmpty();
        await().atMost(PATIENCE).until(() -> heardByB.equals(List.of(OBJECT)));
        assertThat(heardByA).isEmpty();
    }

    @Test
    void aMarkRefusesWhatWasAskedBeforeIt() {
        long asked = TIME.nanos();
        a.changing(OBJECT);
        kept(linkA);
        b.keep(OBJECT, OLD, asked);
        assertThat(text(kept(linkB))).isEqualTo("-");

        Await.on(a.changed(OBJECT));
        b.keep(OBJECT, OLD, asked);

        assertThat(text(kept(linkB))).isEqualTo("-");
        assertThat(etag(b, OBJECT)).isEmpty();
    }

    @Test
    void whatWasAskedTooLongAgoIsNotKept() {
        b.keep(OBJECT, OLD, TIME.nanos() - Duration.ofSeconds(11).toNanos());

        assertThat(kept(linkB)).isNull();
    }

    @Test
    void whatWasAskedBeforeRedisLostItsMarksIsNotKept() {
        long asked = TIME.nanos();
        Await.on(a.changed(OBJECT));
        redis.process().kill();
        awaitDown(linkA);
        awaitDown(linkB);
        redis.start();
        awaitUp(linkB);

        b.keep(OBJECT, OLD, asked);

        assertThat(kept(linkB)).isNull();
        keep(b, NEW);
        assertThat(text(kept(linkB))).contains("new");
    }

    @Test
    void owedMarksArePaidBeforeAnythingIsTakenOut() {
        keep(a, OLD);
        kept(linkA);
        proxy.hold();
        Await.on(b.changed(OBJECT));
        assertThat(etag(b, OBJECT)).isEmpty();
        assertThat(etag(a, OBJECT)).as("nobody could tell").hasValue("old");

        proxy.release();

        while (linkB.state() != RedisLink.State.UP) {
            assertThat(etag(b, OBJECT)).isEmpty();
        }
        assertThat(etag(b, OBJECT)).isEmpty();
        await().atMost(PATIENCE).until(() -> etag(a, OBJECT).isEmpty());
        assertThat(text(kept(linkA))).isEqualTo("-");
        assertThat(etag(b, OBJECT)).isEmpty();
    }

    @Test
    void afterItsDebtsAReplicaFindsAgain() {
        proxy.hold();
        Await.on(b.changed(ObjectRef.of("files", "other")));
        proxy.release();
        awaitUp(linkB);
        keep(a, NEW);

        await().atMost(PATIENCE).until(() -> etag(b, OBJECT).isPresent());
    }

    @Test
    void tooManyOwedMarksRemoveAllMetadataAndRefuseWhatWasAskedBefore() {
        keep(a, OLD);
        assertThat(text(kept(linkA))).contains("old");
        Await.on(linkA.send(Request.cmd(Command.SET).arg("t:other").arg("x")));
        proxy.hold();
        long asked = TIME.nanos();
        Await.on(b.changed(OBJECT));
        awaitDown(linkB);
        for (int i = 0; i < 10_050; i++) {
            b.changing(ObjectRef.of("files", "k" + i));
        }

        proxy.release();

        await().atMost(PATIENCE).until(() -> etag(a, OBJECT).isEmpty());
        a.keep(OBJECT, OLD, asked);
        assertThat(etag(a, OBJECT)).isEmpty();
        assertThat(text(Await.on(linkA.send(Request.cmd(Command.GET).arg("t:other")))))
                .isEqualTo("x");
        await().atMost(PATIENCE).until(() -> {
            keep(a, NEW);
            return etag(b, OBJECT).isPresent();
        });
    }

    @Test
    void aMarkThatRedisRefusesIsPaidWhenItIsTakenAgain() {
        keep(a, OLD);
        kept(linkA);
        Await.on(linkA.send(
                Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1")));
        Await.on(b.changed(OBJECT));
        assertThat(linkB.state()).isEqualTo(RedisLink.State.UP);
        assertThat(etag(b, OBJECT)).isEmpty();

        Await.on(linkA.send(
                Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("0")));

        await().atMost(PATIENCE).until(() -> {
            assertThat(etag(b, OBJECT)).isEmpty();
            return text(kept(linkA)).equals("-");
        });
    }

    @Test
    void whatNobodyUnderstandsHarmsNothing() {
        for (String message : List.of("", "x", "a ", "a /", "x !/k", "x b/")) {
            Await.on(linkA.send(Request.cmd(Command.PUBLISH).arg("t:changed").arg(message)));
        }
        Await.on(linkA.send(Request.cmd(Command.SET).arg("t:meta:" + OBJECT).arg("{nonsense")));

        assertThat(etag(b, OBJECT)).isEmpty();
        Await.on(a.changed(OBJECT));
        await().atMost(PATIENCE).until(() -> heardByB.contains(OBJECT));
    }
}
