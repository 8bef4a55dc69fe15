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

/**
 * Objects whose change could not be told to Redis. Paid as soon as Redis is back; when they are too many to remember, by
 * removing all metadata from Redis. Thread-safe.
 */
final class OwedMarks {
    private static final Logger LOG = Logger.getLogger(OwedMarks.class);
    private static final int MOST = 10_000;
    private static final int AT_ONCE = 500;

    private final RedisLink redis;
    private final String prefix;
    private final Function<List<ObjectRef>, List<Request>> marks;
    private final Set<ObjectRef> objects = new HashSet<>();
    private boolean everything;
    private volatile boolean any;

    OwedMarks(RedisLink redis, String prefix, Function<List<ObjectRef>, List<Request>> marks) {
        this.redis = redis;
        this.prefix = prefix;
        this.marks = marks;
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

    /** Pays all; what cannot be paid stays owed until the next time. */
    void pay() {
        if (!any) {
            return;
        }
        boolean all = allOwed();
        List<ObjectRef> some = some();
        Uni<?> payment = all ? removeAll("0") : redis.send(marks.apply(some));
        payment.subscribe()
                .with(
                        _ -> {
                            paid(some, all);
                            pay();
                        },
                        failure -> LOG.debugf("Redis still has what was changed: cause=%s", failure));
    }

    private synchronized boolean allOwed() {
        return everything;
    }

    private synchronized List<ObjectRef> some() {
        return objects.stream().limit(AT_ONCE).toList();
    }

    private synchronized void paid(List<ObjectRef> some, boolean all) {
        some.forEach(objects::remove);
        everything &= !all;
        any = everything || !objects.isEmpty();
    }

    private Uni<Void> removeAll(String cursor) {
        Request scan = Request.cmd(Command.SCAN)
                .arg(cursor)
                .arg("MATCH")
                .arg(prefix + "*")
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
