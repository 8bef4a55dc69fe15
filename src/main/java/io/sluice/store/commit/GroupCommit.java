package io.sluice.store.commit;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts items into the open group, seals it when it is full or its time is over, and has it stored, a few groups at once. While as
 * many are under way as may be, the open group waits until it is full: the slower the store, the larger the groups. A full one that
 * has to wait shuts the gate.
 *
 * <p>Thread-safe: all of it happens in turns.
 *
 * @param <I> what is collected; whoever adds it has paid for its memory
 */
public final class GroupCommit<I> {
    /** When somebody waits for a group and nothing has come for so long, more is not worth waiting for. */
    private static final Duration QUIET = Duration.ofMillis(10);

    /** Between one group and another that is not overdue, lest many senders, one after the other, make a group for each item. */
    public static final Duration BREATH = Duration.ofMillis(50);

    private final CommitMeans means;
    private final CommitSettings settings;
    private final Supplier<? extends Group<I>> groups;
    private final Gate gate = new Gate();
    private final Turns turns = new Turns();
    private final Deque<SealedGroup> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private @Nullable Open<I> open;

    /** Of the open group; a timer that is left running would keep its bytes. */
    private Runnable cancelExpiry = () -> {};

    private long sealedAt;
    private int underway;
    private int troubled;
    private boolean stopping;

    /** The open group, and what is wanted of it. */
    private static final class Open<I> {
        private final Group<I> group;

        /** Its time is over: it is to be sealed as soon as it can be sent. */
        private boolean overdue;

        /** Somebody does nothing else until it is stored. */
        private boolean awaited;

        Open(Group<I> group) {
            this.group = group;
        }
    }

    /** @param groups begins a group, in turns */
    public GroupCommit(CommitMeans means, CommitSettings settings, Supplier<? extends Group<I>> groups) {
        this.means = means;
        this.settings = settings;
        this.groups = groups;
        this.sealedAt = means.time().nanos() - BREATH.toNanos();
    }

    /** Why the gate is shut, where nothing has failed. */
    public static Fault behind() {
        return Fault.of(FaultCode.STORE_BUSY, "The store takes less than what comes.");
    }

    /** Whether more may come; {@link #add} takes it in any case. */
    public Gate gate() {
        return gate;
    }

    /**
     * Takes an item; what becomes of it its group tells. Any thread.
     *
     * @param awaited whether somebody does nothing else until it is stored
     */
    public void add(I item, boolean awaited) {
        turns.execute(() -> take(item, awaited));
    }

    /** Seals what is open now, and every later item as it comes; completes when all is stored or given up. */
    public CompletionStage<Void> stop() {
        turns.execute(() -> {
            stopping = true;
            seal();
            settleIdle();
        });
        return idle;
    }

    private void take(I item, boolean awaited) {
        Open<I> now = open;
        if (now != null && !now.group.takes(item)) {
            seal();
            now = null;
        }
        if (now == null) {
            now = begin();
        }
        now.group.add(item);
        if (stopping || now.group.full()) {
            seal();
        } else if (awaited && !now.awaited) {
            now.awaited = true;
            lookLater(now);
        }
    }

    private void lookLater(Open<I> group) {
        int before = group.group.size();
        means.timers().after(QUIET, () -> turns.execute(() -> look(group, before)));
    }

    private void look(Open<I> group, int before) {
        if (group != open || group.overdue) {
            return;
        }
        if (group.group.size() == before && means.time().nanos() - sealedAt >= BREATH.toNanos()) {
            expired(group);
        } else {
            lookLater(group);
        }
    }

    private Open<I> begin() {
        Open<I> group = new Open<>(groups.get());
        open = group;
        cancelExpiry = means.timers().after(settings.maxDelay(), () -> turns.execute(() -> expired(group)));
        return group;
    }

    private void expired(Open<I> group) {
        if (group == open) {
            group.overdue = true;
            next();
        }
    }

    private void seal() {
        Open<I> group = open;
        if (group != null) {
            open = null;
            sealedAt = means.time().nanos();
            cancelExpiry.run();
            waiting.addLast(group.group.seal());
            next();
        }
    }

    /** Sends what can be sent. */
    private void next() {
        while (underway < settings.uploads() && !waiting.isEmpty()) {
            underway++;
            new GroupUpload(means, turns, waiting.removeFirst(), new Outcome()).start(settings.late());
        }
        Open<I> group = open;
        if (underway < settings.uploads() && group != null && group.overdue) {
            seal();
        }
        if (!waiting.isEmpty() && gate.shut() == null) {
            gate.shut(behind());
        } else if (waiting.isEmpty() && troubled == 0 && gate.shut() != null) {
            gate.open();
        }
    }

    private final class Outcome implements GroupUpload.Listener {
        @Override
        public void late(GroupUpload upload) {
            if (!upload.troubled()) {
                trouble(upload, Fault.of(FaultCode.STORE_TIMEOUT, "The store has not taken it in time."));
            }
        }

        @Override
        public boolean again(GroupUpload upload, Fault fault) {
            boolean mayHelp = fault.retryable() || fault.code() == FaultCode.WRITE_CONFLICT;
            if (!mayHelp || stopping || upload.nanos() > settings.patience().toNanos()) {
                return false;
            }
            trouble(upload, fault);
            return true;
        }

        private void trouble(GroupUpload upload, Fault fault) {
            if (upload.trouble()) {
                troubled++;
            }
            gate.shut(fault);
            upload.group().troubled(fault);
        }

        @Override
        public void ended(GroupUpload upload, @Nullable Fault fault) {
            underway--;
            if (upload.troubled()) {
                troubled--;
            }
            upload.group().settle(fault, upload.nanos());
            next();
            settleIdle();
        }
    }

    private void settleIdle() {
        if (stopping && open == null && underway == 0 && waiting.isEmpty()) {
            idle.complete(null);
        }
    }
}
