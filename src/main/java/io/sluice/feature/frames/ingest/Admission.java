package io.sluice.feature.frames.ingest;

import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.base.time.Timers;
import io.sluice.store.commit.Gate;
import io.sluice.store.commit.GroupCommit;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Decides when a stream may ask for its next chunk: when the gate is open and the chunk is paid for. Confined to the stream's
 * lane; one question at a time.
 */
final class Admission {
    /** Before a stream asks again for memory that it did not get. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Gate gate;
    private final Account account;
    private final Manners manners;

    /**
     * What is asked for.
     *
     * @param chunk bytes that have to be paid for
     * @param ahead bytes that are to be paid for if there is any waiting, at least {@code chunk}
     * @param go called when it may come
     * @param refuse called when it may not
     */
    record Question(long chunk, long ahead, Runnable go, Consumer<Fault> refuse) {}

    /**
     * How a stream waits.
     *
     * @param mayWait whether it waits as long as it takes, between frames, and not just for {@code patience}
     */
    record Manners(Timers timers, Executor lane, Duration patience, boolean mayWait) {
        void later(Duration delay, Runnable task) {
            timers.after(delay, () -> lane.execute(task));
        }
    }

    Admission(Gate gate, Account account, Manners manners) {
        this.gate = gate;
        this.account = account;
        this.manners = manners;
    }

    void ask(Question question) {
        if (gate.shut() != null) {
            awaitGate(question);
        } else if (account.pays(question.chunk(), question.ahead())) {
            question.go().run();
        } else {
            awaitMemory(question);
        }
    }

    private void awaitGate(Question question) {
        Wait wait = new Wait();
        wait.leave = gate.whenOpen(() -> manners.lane().execute(() -> wait.over(() -> ask(question))));
        if (!manners.mayWait()) {
            wait.cancelTimer = manners.timers()
                    .after(
                            manners.patience(),
                            () -> manners.lane()
                                    .execute(() ->
                                            wait.over(() -> question.refuse().accept(tooSlow()))));
        }
    }

    private Fault tooSlow() {
        Fault why = gate.shut();
        return why != null ? why : GroupCommit.behind();
    }

    private void awaitMemory(Question question) {
        boolean between = !account.within();
        var _ = account.more(question.ahead(), manners.patience())
                .whenCompleteAsync(
                        (lease, failure) -> {
                            if (failure == null) {
                                paid(lease, question);
                            } else if (manners.mayWait() && between) {
                                manners.later(PAUSE, () -> ask(question));
                            } else {
                                question.refuse().accept(Fault.from(failure));
                            }
                        },
                        manners.lane());
    }

    private void paid(Lease lease, Question question) {
        account.take(lease);
        question.go().run();
    }

    /** One wait, which the gate and a timer both want to end. */
    private static final class Wait {
        private Runnable leave = () -> {};
        private Runnable cancelTimer = () -> {};
        private boolean over;

        void over(Runnable then) {
            if (!over) {
                over = true;
                leave.run();
                cancelTimer.run();
                then.run();
            }
        }
    }
}
