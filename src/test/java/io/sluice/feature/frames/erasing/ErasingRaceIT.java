package io.sluice.feature.frames.erasing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.WatchedStore;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.upkeep.Compaction;
import io.sluice.feature.frames.upkeep.CompactionSettings;
import io.sluice.store.Await;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Frames that are erased stay gone, whoever dies, and whoever writes packs anew at the same time. */
class ErasingRaceIT extends ErasingFixture {
    @Test
    void aRewriteThatBeganBeforeDoesNotBringFramesBack() {
        Sent erased = frame("a", 1, 0);
        Sent kept = frame("b", 1, 0);
        minute(1, erased, kept);
        ErasureReplica replica = replica();
        Erasure asked = erase(replica, START, START + 5 * MINUTE);
        replica.work();
        assertGone(erased);

        // As a rewrite would put it that had read the old pack.
        minute(1, erased, kept);
        assertThat(listed(A)).isEmpty();
        later(Erasing.SETTLED);
        replica.work();

        assertGone(erased);
        assertThat(listed(B)).hasSize(1);
        assertThat(replica.find(asked).work().frames()).isEqualTo(2);
        assertThat(replica.find(asked).isRunning()).isFalse();
    }

    @Test
    void aCompactionThatBeginsAfterwardsLeavesThemOut() {
        Sent erased = frame("a", 1, 0);
        Sent kept = frame("b", 1, 0);
        minute(1, erased);
        minute(1, kept);
        ErasureReplica replica = replica();
        erase(replica, START, START + 5 * MINUTE);

        CompactionSettings settings = new CompactionSettings(
                Optional.empty(), Duration.ofMinutes(2), Duration.ofHours(2), 4 << 20, 2 << 20, Duration.ofMillis(1));
        Compaction compaction = new Compaction(replica.compacting(lane), settings, new SimpleMeterRegistry());
        assertThat(Await.on(compaction.run(NOON, now).next())).isPresent();

        assertThat(packs()).hasSize(1);
        assertGone(erased);
        assertInBucket(kept);
    }

    @Test
    void whoDiesAtAnyCallLeavesWhatAnotherBringsToItsEnd() {
        Sent[] erased = {frame("a", 0, 0), frame("a", 1, 0)};
        Sent kept = frame("b", 0, 0);
        for (int call = 1; call <= 40; call++) {
            later(Duration.ZERO);
            minute(0, erased[0], kept);
            minute(1, erased[1]);
            ErasureReplica good = replica();
            Erasure asked = erase(good, START, START + 5 * MINUTE);
            AtomicInteger left = new AtomicInteger(call);
            ObjectStore dying = WatchedStore.of(store(), (method, key) -> {
                if (left.decrementAndGet() < 0) {
                    throw Fault.of(FaultCode.STORE_UNAVAILABLE, "Dead.");
                }
            });
            Await.on(Await.outcome(replica(dying).erasing.slice(() -> true)));
            Await.on(store().delete(ObjectRef.of("frames", "leases/erasure"), WriteCondition.NONE));
            good.work();

            assertGone(erased);
            assertThat(listed(B)).as("after call " + call).hasSize(1);
            later(Erasing.SETTLED);
            replica().work();
            assertThat(good.find(asked).isRunning()).as("after call " + call).isFalse();
            packs().forEach(pack -> Await.on(store().delete(pack.object(), WriteCondition.NONE)));
            Await.on(good.erasures.remove(asked.id()));
        }
    }

    @Test
    void twoReplicasAtOnceLeaveWhatOneWould() {
        Sent[] erased = new Sent[10];
        for (int minute = 0; minute < 10; minute++) {
            erased[minute] = frame("a", minute, 0);
            minute(minute, frame("b", minute, 0), erased[minute]);
        }
        ErasureReplica one = replica();
        Erasure asked = erase(one, START, START + 20 * MINUTE);
        // The lease is of no use when two have it.
        Uni<Erasing.Slice> first = one.erasing.slice(() -> true);
        Uni<Erasing.Slice> second = replica(WatchedStore.of(store(), (method, key) -> {
                    if (method.equals("put") && key.startsWith("leases/")) {
                        Await.on(store().delete(ObjectRef.of("frames", key), WriteCondition.NONE));
                    }
                }))
                .erasing
                .slice(() -> true);
        Await.on(Await.outcome(Uni.join().all(List.of(first, second)).andCollectFailures()));
        one.work();

        assertGone(erased);
        assertThat(listed(B)).hasSize(10);
        later(Erasing.SETTLED);
        one.work();
        assertThat(one.find(asked).isRunning()).isFalse();
        assertThat(listed(B)).hasSize(10);
    }

    @Test
    void theSettingsGoWhenWhoWasAskedDiesBeforeThat() {
        Sent erased = frame("a", 1, 0);
        minute(1, erased);
        say(replica());
        ErasureReplica dying = replica(WatchedStore.of(store(), (method, key) -> {
            if (method.equals("delete")) {
                throw Fault.of(FaultCode.STORE_UNAVAILABLE, "Dead.");
            }
        }));
        assertThat(Await.failure(dying.requests.all(A)).code()).isEqualTo(FaultCode.STORE_UNAVAILABLE);
        assertThat(Await.on(replica().cameras.find(A))).isPresent();

        replica().work();

        assertThat(Await.on(replica().cameras.find(A))).isEmpty();
        assertGone(erased);
    }
}
