package io.sluice.feature.frames.ingest;

import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.pack.OpenPack;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackListener;
import io.sluice.feature.frames.pack.SealedPack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of all streams into the open pack, seals it when it is full or its time is over, and has it stored, a few packs
 * at once. While as many are under way as may be, the open pack waits until it is full: the slower the store, the larger the
 * packs. A full one that has to wait shuts the gate.
 *
 * <p>Thread-safe: all of it happens in turns.
 */
final class Packing {
    private static final Logger LOG = Logger.getLogger(Packing.class);

    /** When somebody waits for a pack and nothing has come for so long, more is not worth waiting for. */
    private static final Duration QUIET = Duration.ofMillis(10);

    /** Between one pack and another that is not overdue, lest many senders, one after the other, make a pack for each frame. */
    static final Duration BREATH = Duration.ofMillis(50);

    private final Surroundings surroundings;
    private final IngestSettings settings;
    private final IngestMeters meters;
    private final List<PackListener> listeners;
    private final Lease paidElsewhere;
    private final Gate gate = new Gate();
    private final Turns turns = new Turns();
    private final Deque<SealedGroup> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private @Nullable OpenGroup open;

    /** Of the open pack; a timer that is left running would keep its images. */
    private Runnable cancelExpiry = () -> {};

    private long sealedAt;
    private int underway;
    private int troubled;
    private boolean stopping;

    Packing(Context context, List<PackListener> listeners) {
        this.surroundings = context.surroundings();
        this.settings = context.settings();
        this.meters = context.meters();
        this.listeners = List.copyOf(listeners);
        this.paidElsewhere = surroundings.budget().empty();
        this.sealedAt = surroundings.time().nanos() - BREATH.toNanos();
    }

    static Fault behind() {
        return Fault.of(FaultCode.STORE_BUSY, "The store takes frames more slowly than they come.");
    }

    Gate gate() {
        return gate;
    }

    /** Takes a frame; what becomes of it is told to its books. Any thread. */
    void add(Incoming in) {
        turns.execute(() -> take(in));
    }

    /** Seals what is open now, and every later frame as it comes; completes when all is stored or given up. */
    CompletionStage<Void> stop() {
        turns.execute(() -> {
            stopping = true;
            seal();
            settleIdle();
        });
        return idle;
    }

    private void take(Incoming in) {
        OpenGroup group = open;
        if (group != null && !group.takes(in.frame().length())) {
            seal();
            group = null;
        }
        if (group == null) {
            group = begin();
        }
        group.add(in);
        if (stopping || group.full()) {
            seal();
        } else if (in.awaited() && group.await()) {
            lookLater(group);
        }
    }

    private void lookLater(OpenGroup group) {
        int before = group.size();
        surroundings.timers().after(QUIET, () -> turns.execute(() -> look(group, before)));
    }

    private void look(OpenGroup group, int before) {
        if (group != open || group.overdue()) {
            return;
        }
        if (group.size() == before && surroundings.time().nanos() - sealedAt >= BREATH.toNanos()) {
            expired(group);
        } else {
            lookLater(group);
        }
    }

    private OpenGroup begin() {
        PackKey key = PackKey.create(surroundings.time().now(), settings.node(), surroundings.ids());
        OpenGroup group = new OpenGroup(new OpenPack(key, paidElsewhere), settings.packBytes(), paidElsewhere);
        open = group;
        cancelExpiry = surroundings.timers().after(settings.maxDelay(), () -> turns.execute(() -> expired(group)));
        return group;
    }

    private void expired(OpenGroup group) {
        if (group == open) {
            group.expire();
            next();
        }
    }

    private void seal() {
        OpenGroup group = open;
        if (group != null) {
            open = null;
            sealedAt = surroundings.time().nanos();
            cancelExpiry.run();
            waiting.addLast(group.seal());
            next();
        }
    }

    /** Sends what can be sent. */
    private void next() {
        while (underway < settings.uploads() && !waiting.isEmpty()) {
            underway++;
            new PackUpload(surroundings, turns, waiting.removeFirst(), new Outcome())
                    .start(settings.patience().start());
        }
        OpenGroup group = open;
        if (underway < settings.uploads() && group != null && group.overdue()) {
            seal();
        }
        if (!waiting.isEmpty() && gate.shut() == null) {
            gate.shut(behind());
        } else if (waiting.isEmpty() && troubled == 0 && gate.shut() != null) {
            gate.open();
        }
    }

    private final class Outcome implements PackUpload.Listener {
        @Override
        public void late(PackUpload upload) {
            if (!upload.troubled()) {
                trouble(upload, Fault.of(FaultCode.STORE_TIMEOUT, "The store has not taken the frame in time."));
            }
        }

        @Override
        public boolean again(PackUpload upload, Fault fault) {
            boolean mayHelp = fault.retryable() || fault.code() == FaultCode.WRITE_CONFLICT;
            if (!mayHelp
                    || stopping
                    || upload.nanos() > settings.patience().store().toNanos()) {
                return false;
            }
            trouble(upload, fault);
            return true;
        }

        private void trouble(PackUpload upload, Fault fault) {
            if (upload.trouble()) {
                troubled++;
            }
            gate.shut(fault);
            upload.group().batches().forEach(batch -> batch.troubled(fault));
        }

        @Override
        public void ended(PackUpload upload, @Nullable Fault fault) {
            underway--;
            if (upload.troubled()) {
                troubled--;
            }
            SealedPack pack = upload.group().pack();
            if (fault == null) {
                meters.stored(pack.body().length(), upload.nanos());
                listeners.forEach(listener -> tell(listener, pack));
            } else {
                refused(pack, fault);
            }
            upload.group().batches().forEach(batch -> batch.settle(fault));
            next();
            settleIdle();
        }
    }

    /** The pack is stored whatever becomes of telling it. */
    private static void tell(PackListener listener, SealedPack pack) {
        try {
            listener.stored(pack.key(), pack.body().length(), pack.table());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "A stored pack could not be told of: key=%s", pack.key());
        }
    }

    private void refused(SealedPack pack, Fault fault) {
        meters.refused(fault, pack.table().size());
        LOG.warnf(
                "A pack of frames could not be stored: code=%s key=%s count=%d",
                fault.code().wire(), pack.key(), pack.table().size());
    }

    private void settleIdle() {
        if (stopping && open == null && underway == 0 && waiting.isEmpty()) {
            idle.complete(null);
        }
    }
}
