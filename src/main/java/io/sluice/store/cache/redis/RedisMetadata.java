package io.sluice.store.cache.redis;

import io.sluice.base.time.TimeSource;
import io.sluice.redis.RedisLink;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.cache.SharedMetadata;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link SharedMetadata} in Redis: one key an object.
 *
 * <p>A write puts a mark in place of what is kept, when it begins and when it has ended. While the mark is there nothing is told
 * and nothing can be kept, so a replica that asked the store before the write cannot leave behind what it was told. The mark
 * outlives any such read. Writes whose mark did not reach Redis are {@link OwedMarks owed}: until they are paid this replica
 * takes nothing out of Redis.
 */
public final class RedisMetadata implements SharedMetadata {
    private static final String MARK = "-";
    private static final Duration MARKED = Duration.ofSeconds(30);
    private static final Duration LONGEST_READ = Duration.ofSeconds(10);

    private final RedisLink redis;
    private final Settings settings;
    private final TimeSource time;
    private final OwedMarks owed;

    /** What the store was asked before this is not kept: marks that were set since may be lost. */
    private volatile long keptFrom;

    /**
     * How this replica keeps things.
     *
     * @param prefix what all names begin with
     * @param replica the name of this process among those that share
     * @param kept how long; each object a little shorter or longer, so that they do not end together
     */
    public record Settings(String prefix, String replica, Duration kept) {
        String channel() {
            return prefix + "changed";
        }

        String key(ObjectRef object) {
            return prefix + "meta:" + object;
        }

        private long seconds(ObjectRef object) {
            long spread = Math.max(1, kept.toSeconds() / 5);
            return Math.max(1, kept.toSeconds() - spread / 2 + Math.floorMod(object.hashCode(), spread));
        }
    }

    public RedisMetadata(RedisLink redis, Settings settings, TimeSource time) {
        this.redis = redis;
        this.settings = settings;
        this.time = time;
        this.keptFrom = time.nanos();
        this.owed =
                new OwedMarks(redis, new OwedMarks.Names(settings.prefix() + "meta:", settings.channel()), this::mark);
        redis.beforeUp(this::keepFromNow);
        redis.whenUp(owed::pay);
    }

    private void keepFromNow() {
        keptFrom = time.nanos();
    }

    @Override
    public Uni<Optional<ObjectInfo>> find(ObjectRef object) {
        if (owed.any()) {
            owed.pay();
            return Uni.createFrom().item(Optional.empty());
        }
        return redis.send(Request.cmd(Command.GET).arg(settings.key(object)))
                .map(kept -> read(object, kept))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static Optional<ObjectInfo> read(ObjectRef object, @Nullable Response kept) {
        String text = kept == null ? MARK : kept.toString();
        return text.equals(MARK) ? Optional.empty() : Optional.of(InfoJson.read(object, text));
    }

    @Override
    public void keep(ObjectRef object, ObjectInfo info, long askedAt) {
        if (owed.any() || askedAt - keptFrom <= 0 || time.nanos() - askedAt > LONGEST_READ.toNanos()) {
            return;
        }
        Request set = Request.cmd(Command.SET)
                .arg(settings.key(object))
                .arg(InfoJson.write(info))
                .arg("NX")
                .arg("EX")
                .arg(settings.seconds(object));
        redis.send(set).subscribe().with(_ -> {}, _ -> {});
    }

    @Override
    public void changing(ObjectRef object) {
        redis.send(mark(object)).subscribe().with(_ -> {}, _ -> owed.add(object));
    }

    @Override
    public Uni<Void> changed(ObjectRef object) {
        Request tell = Request.cmd(Command.PUBLISH).arg(settings.channel()).arg(settings.replica() + " " + object);
        return redis.send(List.of(mark(object), tell))
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(() -> {
                    owed.add(object);
                    return null;
                });
    }

    @Override
    public void onChange(Consumer<ObjectRef> listener) {
        redis.listen(settings.channel(), message -> {
            if (message.equals(OwedMarks.ALL)) {
                keepFromNow();
                return;
            }
            int end = message.indexOf(' ');
            int slash = message.indexOf('/', end);
            if (slash > 0 && !message.startsWith(settings.replica() + " ")) {
                listener.accept(ObjectRef.of(message.substring(end + 1, slash), message.substring(slash + 1)));
            }
        });
    }

    private Request mark(ObjectRef object) {
        return Request.cmd(Command.SET)
                .arg(settings.key(object))
                .arg(MARK)
                .arg("PX")
                .arg(MARKED.toMillis());
    }
}
