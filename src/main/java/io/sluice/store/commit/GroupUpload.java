package io.sluice.store.commit;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One sealed group on its way to the store, for as long as it takes or the patience with the store lasts. It is created, never
 * replaced, under a key that nobody else has: what is found there is what an attempt has left whose answer was lost. Confined to
 * the turns of {@link GroupCommit}.
 */
final class GroupUpload {
    private final CommitMeans means;
    private final Executor turns;
    private final SealedGroup group;
    private final Listener listener;
    private final long started;
    private int attempts;
    private boolean troubled;
    private boolean over;
    private Runnable cancelLate = () -> {};

    /** Who is told of it, in turns. */
    interface Listener {
        /** It takes long. */
        void late(GroupUpload upload);

        /** An attempt has failed; whether there will be another. */
        boolean again(GroupUpload upload, Fault fault);

        /** It is over. */
        void ended(GroupUpload upload, @Nullable Fault fault);
    }

    GroupUpload(CommitMeans means, Executor turns, SealedGroup group, Listener listener) {
        this.means = means;
        this.turns = turns;
        this.group = group;
        this.listener = listener;
        this.started = means.time().nanos();
    }

    SealedGroup group() {
        return group;
    }

    /** How long it has been under way, in nanoseconds. */
    long nanos() {
        return means.time().nanos() - started;
    }

    /** Whether it is late, or an attempt has failed. */
    boolean troubled() {
        return troubled;
    }

    /** Something is wrong. @return whether that is new */
    boolean trouble() {
        boolean first = !troubled;
        troubled = true;
        return first;
    }

    /** @param patience after which it is late */
    void start(Duration patience) {
        Runnable late = () -> {
            if (!over) {
                listener.late(this);
            }
        };
        cancelLate = means.timers().after(patience, () -> turns.execute(late));
        attempt();
    }

    private void attempt() {
        attempts++;
        means.store()
                .put(group.object(), group.attributes(), WriteCondition.ABSENT, group.body())
                .replaceWithVoid()
                .onFailure(GroupUpload::taken)
                .recoverWithUni(this::mine)
                .subscribe()
                .with(_ -> turns.execute(() -> end(null)), failure -> turns.execute(() -> failed(Fault.from(failure))));
    }

    private void failed(Fault fault) {
        if (listener.again(this, fault)) {
            means.timers().after(means.backoff().delay(attempts), () -> turns.execute(this::attempt));
        } else {
            end(fault);
        }
    }

    /** A timer that is left running would keep all bytes of the group until its time is over. */
    private void end(@Nullable Fault fault) {
        over = true;
        cancelLate.run();
        listener.ended(this, fault);
    }

    private static boolean taken(Throwable failure) {
        return failure instanceof Fault fault && fault.code() == FaultCode.PRECONDITION_FAILED;
    }

    private Uni<Void> mine() {
        return means.store()
                .head(group.object(), ReadCondition.NONE)
                .invoke(this::compare)
                .replaceWithVoid();
    }

    private void compare(ObjectInfo found) {
        Crc32c crc32c = found.digests().crc32c();
        boolean same = found.size() == group.body().length()
                && (crc32c == null || crc32c.equals(group.body().crc32c()));
        if (!same) {
            throw Fault.of(FaultCode.PRECONDITION_FAILED, "The key of the group is taken.");
        }
    }
}
