package io.sluice.feature.frames.redis;

import io.sluice.feature.frames.index.CameraTotals;
import io.sluice.feature.frames.index.Candidate;
import io.sluice.feature.frames.index.MemoryPackIndex;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.index.PackIndex;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The index of one of several replicas. Each keeps what it knows in its own memory, tells the others of the packs it stores, and
 * leaves in Redis what it has read of the ends of packs, which spares the others to read them. Whatever happens to Redis, nothing
 * is missed for it: what packs there are, the bucket says.
 */
public final class RedisPackIndex implements PackIndex {
    /** What goes to Redis in one go, at most: a command that is late breaks the link for everybody. */
    private static final int AT_ONCE = 64;

    private final MemoryPackIndex own = new MemoryPackIndex();
    private final RedisLink redis;
    private final Settings settings;
    private final KeptFacts kept;
    private final Recall recall;
    private final List<Consumer<PackFacts>> listeners = new CopyOnWriteArrayList<>();

    /**
     * How this replica shares.
     *
     * @param prefix what all names in Redis begin with
     * @param replica the name of this process among those that share
     * @param kept how long facts stay in Redis
     */
    public record Settings(String prefix, String replica, Duration kept) {
        String channel() {
            return prefix + "packs";
        }
    }

    public RedisPackIndex(RedisLink redis, Settings settings) {
        this.redis = redis;
        this.settings = settings;
        this.kept = new KeptFacts(settings.prefix(), settings.kept());
        this.recall = new Recall(redis, kept);
        redis.listen(settings.channel(), this::told);
    }

    private void told(String text) {
        PackNews news = PackNews.parse(text);
        if (news != null && !news.replica().equals(settings.replica())) {
            List<PackFacts> packs =
                    news.packs().stream().filter(pack -> !own.has(pack.key())).toList();
            var _ = own.replace(news.gone(), packs);
            packs.forEach(pack -> listeners.forEach(listener -> listener.accept(pack)));
        }
    }

    @Override
    public Uni<Void> add(PackFacts pack) {
        own.found(List.of(pack));
        return share(List.of(pack), List.of());
    }

    @Override
    public void found(List<PackFacts> packs) {
        List<PackFacts> fresh =
                packs.stream().filter(pack -> !own.has(pack.key())).toList();
        own.found(packs);
        keep(fresh, List.of()).subscribe().with(_ -> {}, _ -> {});
    }

    @Override
    public Uni<Void> replace(List<PackKey> old, List<PackFacts> with) {
        return own.replace(old, with).chain(() -> share(with, old));
    }

    private Uni<Void> share(List<PackFacts> packs, List<PackKey> gone) {
        Request tell = Request.cmd(Command.PUBLISH)
                .arg(settings.channel())
                .arg(new PackNews(settings.replica(), packs, gone).text());
        return keep(packs, gone)
                .chain(() -> redis.send(tell))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> keep(List<PackFacts> packs, List<PackKey> gone) {
        List<Request> commands = new ArrayList<>();
        packs.forEach(pack -> commands.addAll(kept.keep(pack)));
        gone.forEach(pack -> commands.add(kept.drop(pack)));
        Uni<Void> all = Uni.createFrom().voidItem();
        for (int at = 0; at < commands.size(); at += AT_ONCE) {
            List<Request> some = commands.subList(at, Math.min(commands.size(), at + AT_ONCE));
            all = all.chain(() -> redis.send(some).replaceWithVoid());
        }
        return all;
    }

    @Override
    public Uni<List<PackFacts>> recall(List<PackKey> packs) {
        return recall.of(packs);
    }

    @Override
    public boolean has(PackKey pack) {
        return own.has(pack);
    }

    @Override
    public List<PackKey> arrived(int from, int to) {
        return own.arrived(from, to);
    }

    @Override
    public List<Candidate> find(String camera, long from, long to) {
        return own.find(camera, from, to);
    }

    @Override
    public List<CameraTotals> cameras() {
        return own.cameras();
    }

    @Override
    public void forget(int fromMinute, int toMinute) {
        own.forget(fromMinute, toMinute);
    }

    @Override
    public long weight() {
        return own.weight();
    }

    @Override
    public void onTold(Consumer<PackFacts> listener) {
        listeners.add(listener);
    }
}
