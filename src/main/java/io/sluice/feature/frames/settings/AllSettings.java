package io.sluice.feature.frames.settings;

import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.CameraName;
import io.sluice.store.BucketName;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.manifest.Manifest;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Remembers the settings of all cameras: a listing tells which of them have changed, and only those are read. Thread-safe. */
final class AllSettings {
    private static final int READERS = 8;

    private final ObjectReads store;
    private final BucketName bucket;
    private final Manifests<CameraSettings> manifests;
    private final TimeSource time;
    private final AtomicReference<@Nullable Snapshot> last = new AtomicReference<>();

    /** By the number of changes before it was begun. */
    private final Map<Long, CompletableFuture<KnownCameras>> underWay = new ConcurrentHashMap<>();

    /** Counts the changes through this replica: what was begun to be read before one of them is not believed after it. */
    private final AtomicLong doubts = new AtomicLong();

    /** @param begun by the monotonic clock */
    private record Snapshot(KnownCameras known, long begun, long doubts) {}

    private record Named(String camera, Optional<Manifest<CameraSettings>> settings) {}

    AllSettings(ObjectReads store, BucketName bucket, Manifests<CameraSettings> manifests, TimeSource time) {
        this.store = store;
        this.bucket = bucket;
        this.manifests = manifests;
        this.time = time;
    }

    void doubt() {
        doubts.incrementAndGet();
    }

    Uni<KnownCameras> known() {
        return Uni.createFrom().deferred(() -> {
            Snapshot there = last.get();
            return there != null && isFresh(there) ? Uni.createFrom().item(there.known()) : shared();
        });
    }

    private boolean isFresh(Snapshot snapshot) {
        return snapshot.doubts() == doubts.get()
                && time.nanos() - snapshot.begun() < CameraDirectory.FRESH_FOR.toNanos();
    }

    Uni<KnownCameras> now() {
        return Uni.createFrom().deferred(() -> snapshot().map(Snapshot::known));
    }

    /** Of those who want to know at once one asks. */
    private Uni<KnownCameras> shared() {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<KnownCameras> mine = new CompletableFuture<>();
            Long doubted = doubts.get();
            CompletableFuture<KnownCameras> there = underWay.putIfAbsent(doubted, mine);
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

    private Uni<Snapshot> snapshot() {
        long begun = time.nanos();
        long doubted = doubts.get();
        Map<String, Manifest<CameraSettings>> found = new TreeMap<>();
        Pages pages = new Pages();
        return Multi.createBy()
                .repeating()
                .uni(pages::next)
                .whilst(page -> page.next() != null)
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page.objects()))
                .onItem()
                .transformToUni(this::settings)
                .merge(READERS)
                .collect()
                .in(() -> found, AllSettings::enter)
                .map(all -> remembered(new Snapshot(new KnownCameras(new TreeMap<>(all)), begun, doubted)));
    }

    private static void enter(Map<String, Manifest<CameraSettings>> all, Named named) {
        named.settings().ifPresent(settings -> all.put(named.camera(), settings));
    }

    private Snapshot remembered(Snapshot snapshot) {
        last.accumulateAndGet(
                snapshot,
                (old, other) -> old != null && other != null && old.begun() - other.begun() > 0 ? old : other);
        return snapshot;
    }

    /** Nothing of what is no camera's. */
    private Uni<Named> settings(ListPage.Entry entry) {
        String key = entry.key().value();
        String camera = key.endsWith(CameraDirectory.SUFFIX)
                ? key.substring(CameraDirectory.ROOT.length(), key.length() - CameraDirectory.SUFFIX.length())
                : "";
        if (!CameraName.isOne(camera)) {
            return Uni.createFrom().item(new Named(camera, Optional.empty()));
        }
        Snapshot before = last.get();
        Manifest<CameraSettings> known =
                before == null ? null : before.known().cameras().get(camera);
        if (known != null && known.etag().equals(entry.etag())) {
            return Uni.createFrom().item(new Named(camera, Optional.of(known)));
        }
        return manifests.find(new ObjectRef(bucket, entry.key())).map(settings -> new Named(camera, settings));
    }

    /** The pages of a listing, one after another. */
    private final class Pages {
        private ListQuery query = new ListQuery(bucket, CameraDirectory.ROOT, null, null, ListQuery.MAX_LIMIT);

        Uni<ListPage> next() {
            return store.list(query).invoke(page -> {
                if (page.next() != null) {
                    query = query.startingAfter(page.next());
                }
            });
        }
    }
}
