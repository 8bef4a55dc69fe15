package io.sluice.feature.frames.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.wire.Ack;
import io.sluice.feature.frames.wire.StreamEnd;
import io.sluice.store.commit.GroupCommit;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Frames become packs, and are acknowledged when their pack is stored. */
class FrameIngestTest extends IngestFixture {
    private static Fault fault(FaultCode code) {
        return Fault.of(code, "On cue.");
    }

    private static UnaryOperator<Uni<Object>> failing(FaultCode code) {
        return _ -> Uni.createFrom().failure(fault(code));
    }

    /** The put is carried out when the gate is completed, not before. */
    private static UnaryOperator<Uni<Object>> after(CompletableFuture<Void> gate) {
        return put -> Uni.createFrom().completionStage(gate).chain(() -> put);
    }

    @Test
    void framesOfAllStreamsShareAPack() {
        FrameIngest ingest = ingest();
        Sender a = sender(ingest, "a").send(image(1, 1000)).send(image(2, 50));
        Sender b = sender(ingest, "b").send(image(3, 2000));

        awaitAcks(a, 2);
        awaitAcks(b, 1);

        assertThat(packs()).hasSize(1);
        assertThat(image(a.stored.getLast())).isEqualTo(image(2, 50));
        assertThat(image(b.stored.getLast())).isEqualTo(image(3, 2000));
        assertThat(a.acks.getLast().sequence()).isEqualTo(2);
        end(a, b);
    }

    @Test
    void aPackIsSealedBeforeItGetsTooLarge() {
        settings = settings(64 * KIB, NEVER, 2);
        Sender sender = sender(ingest(), "a");
        for (int i = 0; i < 3; i++) {
            sender.send(image(i, 30 * KIB));
        }

        awaitAcks(sender, 2);

        assertThat(packs()).hasSize(1);
        sender.send(image(4, 70 * KIB));
        awaitAcks(sender, 4);
        assertThat(packs()).hasSize(3);
        end(sender);
    }

    @Test
    void aFrameThatIsWaitedForDoesNotWaitForOthersThatDoNotCome() {
        settings = settings(64 * KIB, NEVER, 2);
        FrameIngest ingest = ingest();
        Sender stream = sender(ingest, "a").send(image(1, 100));
        await().during(Duration.ofMillis(200)).until(stream.acks::isEmpty);

        Sender single = single(ingest, "b").send(image(2, 100));

        awaitAcks(single, 1);
        awaitAcks(stream, 1);
        assertThat(packs()).hasSize(1);
        end(stream, single);
    }

    /** Ten a second and camera, of many cameras, would be as many packs. */
    @Test
    void framesThatAreWaitedForMakeNoMorePacksThanThereIsABreathBetweenThem() {
        settings = settings(64 * KIB, NEVER, 2);
        FrameIngest ingest = ingest();
        long began = System.nanoTime();
        List<Sender> singles = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Sender single = single(ingest, "camera-" + i).send(image(i, 100));
            awaitAcks(single, 1);
            singles.add(single);
        }

        assertThat(packs()).hasSize(5);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(GroupCommit.BREATH.multipliedBy(4));
        end(singles.toArray(Sender[]::new));
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsStored() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        store().next(after(gate));
        List<String> order = new CopyOnWriteArrayList<>();
        Sender sender = sender(ingest((key, bytes, table) -> order.add(key + " " + bytes + " " + table.size())), "a");
        sender.send(image(1, 100));

        await().during(Duration.ofMillis(200)).until(sender.acks::isEmpty);
        assertThat(order).isEmpty();
        gate.complete(null);
        awaitAcks(sender, 1);

        PackKey key = packs().getFirst();
        assertThat(order).singleElement().asString().startsWith(key + " ").endsWith(" 1");
        end(sender);
    }

    @Test
    void packsThatAreStoredOutOfOrderAreAcknowledgedInOrder() {
        settings = settings(KIB, NEVER, 2);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        store().next(after(gate));
        Sender sender = sender(ingest(), "a").send(image(1, 2 * KIB)).send(image(2, 2 * KIB));

        await().atMost(PATIENCE).until(() -> packs().size() == 1);
        await().during(Duration.ofMillis(100)).until(sender.acks::isEmpty);
        gate.complete(null);

        awaitAcks(sender, 2);
        assertThat(sender.acks).hasSize(1);
        end(sender);
    }

    @Test
    void aPackThatIsNotStoredRefusesItsFramesAndEndsTheirStreams() {
        FrameIngest ingest = ingest();
        Sender first = sender(ingest, "a").send(image(1, 100));
        awaitAcks(first, 1);
        store().next(failing(FaultCode.ACCESS_DENIED));

        first.send(image(2, 100)).send(image(3, 100));

        Ack.Last last = done(first.last);
        assertThat(last.durable()).isEqualTo(1);
        assertThat(last.rejected()).isEqualTo(2);
        assertThat(last.end())
                .isInstanceOfSatisfying(
                        StreamEnd.Refused.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo(FaultCode.ACCESS_DENIED));
        assertThat(refused("access-denied")).isEqualTo(2);
    }

    @Test
    void aPackWhoseAnswerWasLostIsFoundAndNotStoredTwice() {
        store().next(put -> put.chain(
                () -> Uni.createFrom().failure(fault(FaultCode.STORE_TIMEOUT).withUnknownEffect())));
        Sender sender = sender(ingest(), "a").send(image(1, 100));

        awaitAcks(sender, 1);

        assertThat(store().puts()).isEqualTo(2);
        assertThat(packs()).hasSize(1);
        assertThat(image(sender.stored.getLast())).isEqualTo(image(1, 100));
        end(sender);
    }

    @Test
    void whileTheStoreIsAwayStreamsAreHeldBackAndSinglesRefused() {
        CompletableFuture<Void> back = new CompletableFuture<>();
        FrameIngest ingest = ingest();
        store().next(failing(FaultCode.STORE_UNAVAILABLE));
        store().next(after(back));
        Sender stream = sender(ingest, "a").send(image(1, 100));
        await().atMost(PATIENCE).until(() -> !stream.troubles.isEmpty());
        int asks = stream.asks.get();
        stream.send(image(2, 100));
        Sender single = single(ingest, "b");

        Ack.Last refused = done(single.last);

        assertThat(refused.end())
                .isInstanceOfSatisfying(
                        StreamEnd.Refused.class,
                        end -> assertThat(end.fault().code()).isEqualTo(FaultCode.STORE_UNAVAILABLE));
        assertThat(stream.asks).hasValue(asks);
        assertThat(stream.acks).isEmpty();
        back.complete(null);
        awaitAcks(stream, 2);
        await().atMost(PATIENCE).until(() -> stream.asks.get() > asks);
        end(stream);
    }

    @Test
    void aSingleFrameDoesNotWaitForASilentStore() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        store().next(after(answer));
        FrameIngest ingest = ingest();
        Sender single = single(ingest, "a").send(image(1, 100));

        await().atMost(PATIENCE).until(() -> !single.troubles.isEmpty());

        assertThat(single.troubles.getFirst().code()).isEqualTo(FaultCode.STORE_TIMEOUT);
        Sender other = single(ingest, "b");
        assertThat(done(other.last).end().failure())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STORE_TIMEOUT));
        answer.complete(null);
        awaitAcks(single, 1);
        end(single);
    }

    @Test
    void whileAsManyPacksAreUnderWayAsMayBeNoMoreIsAskedFor() {
        settings = settings(KIB, SOON, 2);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        store().next(after(gate));
        store().next(after(gate));
        Sender sender = sender(ingest(), "a");
        for (int i = 0; i < 3; i++) {
            sender.send(image(i, KIB));
        }
        await().atMost(PATIENCE).until(() -> sender.sent.size() == 3);
        int asks = sender.asks.get();
        sender.send(image(3, 10));
        await().during(Duration.ofMillis(100)).until(() -> sender.asks.get() == asks);
        assertThat(store().puts()).isEqualTo(2);

        gate.complete(null);

        awaitAcks(sender, 4);
        await().atMost(PATIENCE).until(() -> sender.asks.get() > asks);
        end(sender);
    }

    @Test
    void aStreamThatWaitsForMemoryGoesOnWhenThereIsSome() {
        budget = budget(64 * KIB);
        settings = settings(KIB, SOON, 2);
        var lease = Objects.requireNonNull(budget.tryAcquireSpare(32 * KIB));
        Sender sender = sender(ingest(), "a");
        await().during(Duration.ofMillis(400)).until(() -> sender.asks.get() == 0);

        lease.close();

        await().atMost(PATIENCE).until(() -> sender.asks.get() == 1);
        end(sender);
    }

    @Test
    void stoppingStoresWhatIsOpenAndTellsEveryone() {
        settings = settings(64 * KIB, NEVER, 2);
        FrameIngest ingest = ingest();
        Sender sender = sender(ingest, "a").send(image(1, 100));
        await().atMost(PATIENCE).until(() -> !sender.sent.isEmpty());

        done(ingest.stop().toCompletableFuture());

        Ack.Last last = done(sender.last);
        assertThat(last.durable()).isEqualTo(1);
        assertThat(last.rejected()).isZero();
        assertThat(last.end())
                .isInstanceOfSatisfying(
                        StreamEnd.Refused.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo(FaultCode.STOPPING));
        assertThat(done(sender(ingest, "late").last).end()).isInstanceOf(StreamEnd.Refused.class);
    }

    /** It would keep the images of the pack, which nobody pays for any more. */
    @Test
    void noTimerIsLeftOfAPackThatWasStoredOrGivenUp() {
        settings =
                new IngestSettings(1 << 20, KIB, NEVER, 2, "node-1", new IngestSettings.Patience(NEVER, NEVER, NEVER));
        FrameIngest ingest = ingest();
        Sender sender = sender(ingest, "a").send(image(1, 2 * KIB)).send(image(2, 2 * KIB));
        awaitAcks(sender, 2);
        assertThat(timersSet()).isZero();

        store().next(failing(FaultCode.ACCESS_DENIED));
        sender.send(image(3, 2 * KIB));

        done(sender.last);
        assertThat(timersSet()).isZero();
    }

    private double refused(String code) {
        return meters.get("sluice.frames.refused").tag("code", code).counter().count();
    }

    private static void end(Sender... senders) {
        for (Sender sender : senders) {
            sender.end();
            Ack.Last last = done(sender.last);
            assertThat(last.rejected()).isZero();
            assertThat(last.durable()).isEqualTo(sender.sent.size());
        }
    }
}
