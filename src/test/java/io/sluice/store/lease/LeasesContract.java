package io.sluice.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Await;
import io.sluice.store.ListQuery;
import io.sluice.store.StoreFixture;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Leases in a bucket: one has it, and whoever dies loses it. Each replica has a clock of its own. */
public abstract class LeasesContract extends StoreFixture {
    private static final Duration TERM = Duration.ofSeconds(30);

    private final String name = "work/" + UUID.randomUUID();

    /** A process with a clock that is moved by hand. */
    private final class Replica {
        private final AtomicLong nanos = new AtomicLong(System.identityHashCode(this) * 1_000_000_007L);
        private final List<Runnable> due = new CopyOnWriteArrayList<>();
        private final Leases leases = new Leases(
                new Leases.Parts(
                        store(),
                        new TimeSource() {
                            @Override
                            public Instant now() {
                                return Instant.EPOCH;
                            }

                            @Override
                            public long nanos() {
                                return nanos.get();
                            }
                        },
                        (_, task) -> {
                            due.add(task);
                            return () -> due.remove(task);
                        },
                        Ids.system()),
                bucket(),
                TERM);

        Optional<Lease> take() {
            return Await.on(leases.take(name));
        }

        void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        /** Runs what its timers would by now, and waits until it has set the next. */
        void renew() {
            List<Runnable> now = new ArrayList<>(due);
            due.clear();
            now.forEach(Runnable::run);
            Awaitility.await().until(() -> !due.isEmpty());
        }
    }

    @Test
    void ofThoseWhoRaceOneHasIt() {
        List<Uni<Optional<Lease>>> all = IntStream.range(0, 20)
                .mapToObj(i -> new Replica().leases.take(name))
                .toList();

        assertThat(Await.on(Uni.join().all(all).andFailFast()))
                .filteredOn(Optional::isPresent)
                .hasSize(1)
                .allMatch(lease -> lease.orElseThrow().held());
    }

    @Test
    void whatIsReleasedCanBeTakenAtOnceAndLeavesNothing() {
        Replica one = new Replica();
        Lease lease = one.take().orElseThrow();

        Await.on(lease.release());
        Await.on(lease.release());

        assertThat(lease.held()).isFalse();
        Lease next = new Replica().take().orElseThrow();
        assertThat(one.take()).isEmpty();
        Await.on(next.release());
        assertThat(Await.on(store().list(new ListQuery(bucket(), Leases.ROOT + name, null, null, 10)))
                        .objects())
                .isEmpty();
    }

    @Test
    void whatIsRenewedIsKeptHoweverLong() {
        Replica one = new Replica();
        Replica other = new Replica();
        Lease lease = one.take().orElseThrow();

        for (int i = 0; i < 6; i++) {
            assertThat(other.take()).isEmpty();
            one.pass(TERM.dividedBy(2));
            one.renew();
            other.pass(TERM.dividedBy(2).plusSeconds(1));
        }

        assertThat(lease.held()).isTrue();
        assertThat(other.take()).isEmpty();
    }

    @Test
    void whoDiedIsFollowedAfterATermByTheClockOfTheOther() {
        assertThat(new Replica().take()).isPresent();
        Replica other = new Replica();

        other.pass(TERM.multipliedBy(2));
        assertThat(other.take()).as("seen for the first time").isEmpty();
        other.pass(TERM);
        assertThat(other.take()).as("a term is not over yet").isEmpty();
        other.pass(Duration.ofNanos(1));
        assertThat(other.take()).isPresent();
    }

    @Test
    void ofThoseWhoWaitForADeadOneOneFollows() {
        assertThat(new Replica().take()).isPresent();
        List<Replica> waiting =
                IntStream.range(0, 10).mapToObj(i -> new Replica()).toList();
        waiting.forEach(replica -> assertThat(replica.take()).isEmpty());
        waiting.forEach(replica -> replica.pass(TERM.plusSeconds(1)));

        assertThat(Await.on(Uni.join()
                        .all(waiting.stream()
                                .map(replica -> replica.leases.take(name))
                                .toList())
                        .andFailFast()))
                .filteredOn(Optional::isPresent)
                .hasSize(1);
    }

    @Test
    void whoSleptTooLongHoldsItNoMoreAndTakesNothingFromTheNext() {
        Replica sleeper = new Replica();
        Lease lease = sleeper.take().orElseThrow();
        Replica other = new Replica();
        other.take();
        other.pass(TERM.plusSeconds(1));
        Lease next = other.take().orElseThrow();

        sleeper.pass(TERM);
        assertThat(lease.held()).isFalse();
        sleeper.due.forEach(Runnable::run);
        Await.on(lease.release());

        assertThat(next.held()).isTrue();
        assertThat(new Replica().take()).isEmpty();
    }
}
