package io.sluice.store.lease;

import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The lease of some work, renewed in the background until it is released. Thread-safe. It is whoever took it's to release; one that is
 * forgotten is renewed for as long as the process lives.
 */
public final class Lease {
    /** How often it is renewed in a term, so that one answer or two may be lost. */
    private static final int RENEWALS = 3;

    private final Leases leases;
    private final ObjectRef object;
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private ETag etag;
    private long since;
    private long count;
    private boolean lost;
    private boolean releasing;
    private boolean renewing;
    private Runnable timer = () -> {};

    /** @param since when the write began that it was taken by */
    Lease(Leases leases, ObjectRef object, ETag etag, long since) {
        this.leases = leases;
        this.object = object;
        this.etag = etag;
        this.since = since;
        synchronized (this) {
            next();
        }
    }

    /** Whether nobody else can have it now, as far as clocks run alike. */
    public synchronized boolean held() {
        return !lost && !releasing && leases.nanos() - since < leases.term().toNanos();
    }

    /** Gives it back, so that another need not wait for its term. Any number of times; never fails, and waits for one renewal at most. */
    public Uni<Void> release() {
        boolean now;
        synchronized (this) {
            now = !releasing && !renewing;
            releasing = true;
            timer.run();
        }
        if (now) {
            giveBack();
        }
        return Uni.createFrom().completionStage(released::copy);
    }

    private void next() {
        Duration pause = leases.term().dividedBy(RENEWALS);
        timer = leases.later(pause, this::renew);
    }

    private void renew() {
        ETag mine;
        synchronized (this) {
            if (releasing || lost) {
                return;
            }
            renewing = true;
            count++;
            mine = etag;
        }
        long begun = leases.nanos();
        leases.write(object, WriteCondition.matches(mine), count)
                .subscribe()
                .with(stored -> renewed(stored.etag(), begun), this::failed);
    }

    private void renewed(ETag now, long begun) {
        synchronized (this) {
            etag = now;
            since = begun;
        }
        goOn();
    }

    /** Unless somebody else has it, it is tried again; what is not renewed for a term is not held. */
    private void failed(Throwable failure) {
        synchronized (this) {
            lost = lost || Leases.lost(failure);
        }
        goOn();
    }

    private void goOn() {
        boolean over;
        synchronized (this) {
            renewing = false;
            over = releasing;
            if (!over && !lost) {
                next();
            }
        }
        if (over) {
            giveBack();
        }
    }

    private void giveBack() {
        ETag mine;
        synchronized (this) {
            mine = etag;
            if (lost) {
                released.complete(null);
                return;
            }
        }
        leases.delete(object, mine).subscribe().with(_ -> released.complete(null), _ -> released.complete(null));
    }
}
