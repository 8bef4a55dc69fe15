package io.sluice.store.cache.redis;

import io.sluice.redis.RedisLink;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Objects whose change could not be told to Redis. Paid as soon as Redis is back; when they are too many to remember, by
 * removing all metadata from Redis. Thread-safe.
 */
final class OwedMarks {
    /** The message that all is about to be removed, and with it every mark. */
    static final String ALL = "*";

    private static final Logger LOG = Logger.getLogger(OwedMarks.class);
    private static final int MOST = 10_000;
    private static final int AT_ONCE = 500;

    private final RedisLink redis;
    private final Names names;
    private final Function<ObjectRef, Request> mark;
    private final Set<ObjectRef> objects = new HashSet<>();
    private boolean everything;
    private boolean paying;
    private volatile boolean any;

    /**
     * Where things are in Redis.
     *
     * @param prefix of all that is to be removed
     * @param channel where replicas are told of it
     */
    record Names(String prefix, String channel) {}

    private record Debt(List<ObjectRef> some, boolean all) {}

    OwedMarks(RedisLink redis, Names names, Function<ObjectRef, Request> mark) {
        this.redis = redis;
        this.names = names;
        this.mark = mark;
    }

    boolean any() {
        return any;
    }

    synchronized void add(ObjectRef object) {
        any = true;
        if (objects.size() < MOST) {
            objects.add(object);
        } else {
            everything = true;
            objects.clear();
        }
    }

    /** Pays all, unless that is under way; what cannot be paid stays owed until the next time. */
    void pay() {
        if (!any || !redis.state().equals(RedisLink.State.UP)) {
            return;
        }
        Debt debt = begun();
        if (debt != null) {
            payment(debt).subscribe().with(_ -> paid(), failure -> failed(debt, failure));
        }
    }

    private Uni<?> payment(Debt debt) {
        if (!debt.all()) {
            return redis.send(debt.some().stream().map(mark).toList());
        }
        Request tell = Request.cmd(Command.PUBLISH).arg(names.channel()).arg(ALL);
        return redis.send(tell).chain(() -> removeAll("0"));
    }

    /** What is taken here and fails is put back; whatever is added meanwhile is another debt. */
    private synchronized @Nullable Debt begun() {
        if (paying) {
            return null;
        }
        paying = true;
        List<ObjectRef> some = objects.stream().limit(AT_ONCE).toList();
        Debt debt = new Debt(everything ? List.of() : some, everything);
        debt.some().forEach(objects::remove);
        everything = false;
        return debt;
    }

    private void paid() {
        if (settled()) {
            pay();
        }
    }

    private synchronized boolean settled() {
        paying = false;
        any = everything || !objects.isEmpty();
        return any;
    }

    private void failed(Debt debt, Throwable failure) {
        LOG.debugf("Redis still has what was changed: cause=%s", failure);
        synchronized (this) {
            paying = false;
            everything |= debt.all();
        }
        debt.some().forEach(this::add);
    }

    private Uni<Void> removeAll(String cursor) {
        Request scan = Request.cmd(Command.SCAN)
                .arg(cursor)
                .arg("MATCH")
                .arg(names.prefix() + "*")
                .arg("COUNT")
                .arg(AT_ONCE);
        return redis.send(scan).chain(page -> {
            String next = page.get(0).toString();
            return removed(page.get(1))
                    .chain(() -> next.equals("0") ? Uni.createFrom().voidItem() : removeAll(next));
        });
    }

    private Uni<Void> removed(Response keys) {
        if (keys.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        Request unlink = Request.cmd(Command.UNLINK);
        keys.forEach(key -> unlink.arg(key.toString()));
        return redis.send(unlink).replaceWithVoid();
    }
}
