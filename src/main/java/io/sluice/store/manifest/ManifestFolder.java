package io.sluice.store.manifest;

import io.sluice.base.time.TimeSource;
import io.sluice.store.BucketName;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All manifests of one kind, each an object {@code {root}{name}.json}, remembered together: a listing tells which of them have changed,
 * and only those are read. Thread-safe.
 *
 * @param <T> what one of them says
 * @param <V> what all of them say together
 */
public final class ManifestFolder<T, V> {
    /** What another replica has changed is seen by {@link #known} after so long at the latest. */
    public static final Duration FRESH_FOR = Duration.ofSeconds(5);

    /** Renewed before anybody has to wait for it. */
    private static final Duration RENEWED_AFTER = FRESH_FOR.dividedBy(2);

    private static final String SUFFIX = ".json";
    private static final int READERS = 8;

    private final ObjectReads store;
    private final Manifests<T> manifests;
    private final Kind<T, V> kind;
    private final TimeSource time;
    private final AtomicReference<@Nullable Snapshot<T, V>> last = new AtomicReference<>();

    /** By the number of changes before it was begun. */
    private final Map<Long, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();

    /** Counts the changes through this replica: what was begun to be read before one of them is not believed after it. */
    private final AtomicLong doubts = new AtomicLong();

    /**
     * What is in a folder.
     *
     * @param root what the keys begin with, a slash last
     * @param named whether a text may be a name; other objects are passed over
     * @param together all of them by name, which is called once for each listing
     */
    public record Kind<T, V>(
            BucketName bucket,
            String root,
            Predicate<String> named,
            ManifestForm<T> form,
            Function<SortedMap<String, Manifest<T>>, V> together) {}

    /** @param begun by the monotonic clock */
    private record Snapshot<T, V>(SortedMap<String, Manifest<T>> each, V all, long begun, long doubts) {}

    private record Named<T>(String name, Optional<Manifest<T>> manifest) {}

    public ManifestFolder(Manifests.Parts parts, Kind<T, V> kind, TimeSource time) {
        this.store = parts.store();
        this.manifests = new Manifests<>(parts, kind.form());
        this.kind = kind;
        this.time = time;
    }

    /** All of them, at most {@link #FRESH_FOR} old, and never older than a change through this replica. */
    public Uni<V> known() {
        return Uni.createFrom().deferred(() -> {
            Snapshot<T, V> there = last.get();
            if (there == null || !isYounger(there, FRESH_FOR)) {
                return shared();
            }
            if (!isYounger(there, RENEWED_AFTER)) {
                shared().subscribe().with(_ -> {}, _ -> {});
            }
            return Uni.createFrom().item(there.all());
        });
    }

    /** The same if it is at hand; null when {@link #known} would have to ask. */
    public @Nullable V atHand() {
        Snapshot<T, V> there = last.get();
        return there != null && isYounger(there, FRESH_FOR) ? there.all() : null;
    }

    /** All of them, none older than this call. */
    public Uni<V> now() {
        return Uni.createFrom().deferred(() -> snapshot().map(Snapshot::all));
    }

    /** One of them as it stands now. */
    public Uni<Optional<Manifest<T>>> find(String name) {
        return manifests.find(object(name));
    }

    /** As {@link Manifests#change}. */
    public Uni<Changed<T>> change(String name, Function<Optional<Manifest<T>>, Change<T>> how) {
        return manifests.change(object(name), how).onItemOrFailure().invoke((_, _) -> doubts.incrementAndGet());
    }

    private ObjectRef object(String name) {
        return new ObjectRef(kind.bucket(), new ObjectKey(kind.root() + name + SUFFIX));
    }

    private boolean isYounger(Snapshot<T, V> snapshot, Duration age) {
        return snapshot.doubts() == doubts.get() && time.nanos() - snapshot.begun() < age.toNanos();
    }

    /** Of those who want to know at once one asks. */
    private Uni<V> shared() {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<V> mine = new CompletableFuture<>();
            Long doubted = doubts.get();
            CompletableFuture<V> there = underWay.putIfAbsent(doubted, mine);
            if (there != null) {
                return there.copy();
            }
            now().onTermination()
                    .invoke(() -> underWay.remove(doubted))
                    .subscribe()
                    .with(mine::complete, mine::completeExceptionally);
            return mine.copy();
        });
    }

    private Uni<Snapshot<T, V>> snapshot() {
        long begun = time.nanos();
        long doubted = doubts.get();
        SortedMap<String, Manifest<T>> found = new TreeMap<>();
        Pages pages = new Pages();
        return Multi.createBy()
                .repeating()
                .uni(pages::next)
                .whilst(page -> page.next() != null)
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page.objects()))
                .onItem()
                .transformToUni(this::read)
                .merge(READERS)
                .onItem()
                .invoke(named -> named.manifest().ifPresent(manifest -> found.put(named.name(), manifest)))
                .collect()
                .last()
                .map(_ -> remembered(found, begun, doubted));
    }

    private Snapshot<T, V> remembered(SortedMap<String, Manifest<T>> found, long begun, long doubted) {
        SortedMap<String, Manifest<T>> each = Collections.unmodifiableSortedMap(found);
        Snapshot<T, V> snapshot = new Snapshot<>(each, kind.together().apply(each), begun, doubted);
        last.accumulateAndGet(
                snapshot,
                (old, other) -> old != null && other != null && old.begun() - other.begun() > 0 ? old : other);
        return snapshot;
    }

    /** Nothing of an object that is none of them. */
    private Uni<Named<T>> read(ListPage.Entry entry) {
        String name = name(entry.key().value());
        if (!kind.named().test(name)) {
            return Uni.createFrom().item(new Named<>(name, Optional.empty()));
        }
        Snapshot<T, V> before = last.get();
        Manifest<T> known = before == null ? null : before.each().get(name);
        if (known != null && known.etag().equals(entry.etag())) {
            return Uni.createFrom().item(new Named<>(name, Optional.of(known)));
        }
        return manifests.find(new ObjectRef(kind.bucket(), entry.key())).map(manifest -> new Named<>(name, manifest));
    }

    private String name(String key) {
        return key.endsWith(SUFFIX) ? key.substring(kind.root().length(), key.length() - SUFFIX.length()) : "";
    }

    /** The pages of a listing, one after another. */
    private final class Pages {
        private ListQuery query = new ListQuery(kind.bucket(), kind.root(), null, null, ListQuery.MAX_LIMIT);

        Uni<ListPage> next() {
            return store.list(query).invoke(page -> {
                if (page.next() != null) {
                    query = query.startingAfter(page.next());
                }
            });
        }
    }
}
