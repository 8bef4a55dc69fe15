package io.sluice.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.base.bytes.ByteBudget.Share;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ManualTimers timers = new ManualTimers();
    private final ByteBudget budget = new ByteBudget(100, 3, timers);

    private CompletableFuture<Lease> acquire(long bytes, Share share) {
        return budget.acquire(bytes, share, PATIENCE).toCompletableFuture();
    }

    @Test
    void bytesAreTakenAtOnceWhileThereAreAny() {
        Lease lease = acquire(60, Share.FLOOR).join();

        assertThat(lease.bytes()).isEqualTo(60);
        assertThat(budget.used()).isEqualTo(60);
        lease.close();
        assertThat(budget.used()).isZero();
        assertThat(timers.set()).isZero();
    }

    @Test
    void theSpareShareEndsAtTheHalf() {
        assertThat(budget.spareCapacity()).isEqualTo(50);
        Lease lease = Objects.requireNonNull(budget.tryAcquireSpare(50));

        assertThat(budget.tryAcquireSpare(1)).isNull();
        assertThat(acquire(50, Share.FLOOR)).isCompleted();
        lease.close();
        assertThat(budget.tryAcquireSpare(1)).isNull();
    }

    @Test
    void whoeverWaitsIsServedInOrder() {
        Lease all = acquire(100, Share.FLOOR).join();
        CompletableFuture<Lease> large = acquire(70, Share.FLOOR);
        CompletableFuture<Lease> small = acquire(10, Share.FLOOR);
        assertThat(budget.waiting()).isEqualTo(2);

        all.shrinkTo(50);
        assertThat(small).as("behind a larger one").isNotDone();
        all.close();

        assertThat(large.join().bytes()).isEqualTo(70);
        assertThat(small.join().bytes()).isEqualTo(10);
        assertThat(budget.waiting()).isZero();
        assertThat(timers.set()).as("timers left").isZero();
    }

    @Test
    void aNewcomerDoesNotOvertakeThoseWhoWait() {
        Lease held = acquire(60, Share.FLOOR).join();
        CompletableFuture<Lease> first = acquire(70, Share.FLOOR);

        CompletableFuture<Lease> later = acquire(10, Share.FLOOR);

        assertThat(later).isNotDone();
        held.close();
        assertThat(first).isCompleted();
        assertThat(later).isCompleted();
    }

    @Test
    void whoWaitsForTheSpareShareHoldsNobodyBackOnTheFloor() {
        Lease held = acquire(60, Share.FLOOR).join();
        CompletableFuture<Lease> spare = acquire(30, Share.SPARE);

        assertThat(spare).isNotDone();
        assertThat(acquire(40, Share.FLOOR)).isCompleted();
        assertThat(budget.tryAcquireSpare(1)).isNull();
        held.close();
        assertThat(spare).as("40 of the floor leave 10 to the half").isNotDone();
    }

    @Test
    void theFloorIsServedBeforeTheSpareShare() {
        Lease all = acquire(100, Share.FLOOR).join();
        CompletableFuture<Lease> spare = acquire(50, Share.SPARE);
        CompletableFuture<Lease> floor = acquire(60, Share.FLOOR);

        all.close();

        assertThat(floor).isCompleted();
        assertThat(spare).isNotDone();
        floor.join().close();
        assertThat(spare).isCompleted();
    }

    @Test
    void patienceEnds() {
        Lease held = acquire(100, Share.FLOOR).join();
        CompletableFuture<Lease> waiting = acquire(10, Share.FLOOR);

        timers.elapse(PATIENCE);

        assertExhausted(waiting);
        assertThat(budget.waiting()).isZero();
        held.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void whoGivesUpLetsThoseBehindPass() {
        Lease held = acquire(60, Share.FLOOR).join();
        CompletableFuture<Lease> large = acquire(70, Share.FLOOR);
        CompletableFuture<Lease> small =
                budget.acquire(10, Share.FLOOR, PATIENCE.multipliedBy(2)).toCompletableFuture();

        timers.elapse(PATIENCE);

        assertExhausted(large);
        assertThat(small.join().bytes()).isEqualTo(10);
        held.close();
        assertThat(budget.used()).isEqualTo(10);
    }

    @Test
    void onlySoManyMayWait() {
        Lease held = acquire(100, Share.FLOOR).join();
        for (int i = 0; i < 3; i++) {
            assertThat(acquire(1, Share.FLOOR)).isNotDone();
        }

        assertExhausted(acquire(1, Share.FLOOR));
        assertThat(acquire(1, Share.SPARE)).as("another queue").isNotDone();
        held.close();
        assertThat(budget.used()).isEqualTo(4);
    }

    @Test
    void whatIsTooLargeForTheShareGoesAlone() {
        assertThat(acquire(1000, Share.SPARE).join().bytes()).isEqualTo(50);
        CompletableFuture<Lease> all = acquire(1000, Share.FLOOR);
        assertThat(all).isNotDone();
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteBudget(0, 1, timers));
    }

    @Test
    void nothingLeaksHoweverItIsUsed() throws InterruptedException {
        long seed = 20261121;
        try (ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2)) {
            ByteBudget shared = new ByteBudget(10_000, 50, (delay, task) -> {
                var timer = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
                return () -> timer.cancel(false);
            });
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Random random = new Random(seed + i);
                threads.add(Thread.ofPlatform().start(() -> use(shared, random)));
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(shared.used()).as("seed %d", seed).isZero();
            assertThat(shared.waiting()).as("seed %d", seed).isZero();
        }
    }

    private static void use(ByteBudget shared, Random random) {
        for (int round = 0; round < 1500; round++) {
            Share share = random.nextBoolean() ? Share.FLOOR : Share.SPARE;
            Lease lease = shared.acquire(random.nextInt(1, 6000), share, Duration.ofMillis(random.nextInt(3)))
                    .handle((taken, _) -> taken == null ? shared.empty() : taken)
                    .toCompletableFuture()
                    .join();
            assertThat(shared.used()).isBetween(0L, shared.capacity());
            switch (random.nextInt(4)) {
                case 0 -> lease.shrinkTo(random.nextInt(6000));
                case 1 -> assertThat(lease.tryGrow(random.nextInt(1, 3000))).isIn(true, false);
                case 2 -> {
                    Lease other = shared.tryAcquireSpare(random.nextInt(1, 500));
                    if (other != null) {
                        lease.absorb(other);
                        other.close();
                    }
                }
                default -> {}
            }
            lease.close();
            lease.close();
        }
    }

    private static void assertExhausted(CompletableFuture<Lease> lease) {
        assertThat(lease).isCompletedExceptionally();
        assertThat(lease.handle((_, failure) -> Fault.from(failure).code()).join())
                .isEqualTo(FaultCode.BUDGET_EXHAUSTED);
    }
}
