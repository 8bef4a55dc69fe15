package io.sluice.feature.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.objects.ListingQuery.Filter;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ListCursor;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.store.objects.StoredObjects;
import io.sluice.store.objects.Visibility;
import io.sluice.store.transfer.Downloads;
import io.sluice.store.transfer.TransferSettings;
import io.sluice.store.transfer.Uploads;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A filter finds all that fits, page by page, in few calls to the store. */
class ObjectListingTest {
    private static final BucketName BUCKET = new BucketName("files");
    private static final int OBJECTS = 120;

    private final ExecutorService files = Executors.newFixedThreadPool(4);
    private final AtomicInteger lists = new AtomicInteger();

    @AfterEach
    void stopThreads() {
        files.shutdownNow();
    }

    @Test
    void aSmallLimitWithAFilterTakesFewCalls(@TempDir Path folder) {
        ObjectListing listing = listing(filled(folder));

        List<String> found = new ArrayList<>();
        Listing page = Await.on(listing.list(largeOnes(null)));
        int callsOfOneAnswer = lists.get();
        while (true) {
            page.items().forEach(item -> found.add(item.entry().key().value()));
            found.addAll(page.prefixes());
            assertThat(page.items().size() + page.prefixes().size()).isLessThanOrEqualTo(2);
            if (page.next() == null) {
                break;
            }
            page = Await.on(listing.list(largeOnes(page.next())));
        }

        assertThat(found).containsExactly("k040", "k080", "k110/");
        assertThat(callsOfOneAnswer).isLessThanOrEqualTo(2);
    }

    @Test
    void whoSeesOnlyTheirOwnIsListedNoOthers(@TempDir Path folder) {
        ObjectStore store = filled(folder);
        Body body = Body.of(ByteBuffer.wrap(new byte[1]));
        for (String key : List.of("k007", "k050a", "k111")) {
            Attributes own = Attributes.NONE.ownedBy("alice");
            Await.on(store.put(ObjectRef.of(BUCKET.value(), key), own, WriteCondition.NONE, body));
        }
        ObjectListing listing = listing(store);

        ListQuery where = new ListQuery(BUCKET, "", null, null, 2);
        Listing first = Await.on(listing.list(ofAlice(where)));
        Listing second = Await.on(listing.list(ofAlice(where.startingAfter(Objects.requireNonNull(first.next())))));

        assertThat(first.items()).extracting(item -> item.entry().key().value()).containsExactly("k007", "k050a");
        assertThat(second.items())
                .extracting(item -> item.entry().key().value())
                .containsExactly("k111");
        assertThat(second.next()).isNull();
    }

    private static ListingQuery ofAlice(ListQuery where) {
        return new ListingQuery(where, Filter.NONE, false, false, new Visibility.OwnedBy("alice"));
    }

    private static ListingQuery largeOnes(@Nullable ListCursor after) {
        Filter filter = new Filter(null, 5, Long.MAX_VALUE, null, null, null);
        return new ListingQuery(new ListQuery(BUCKET, "", "/", after, 2), filter, false, false, Visibility.ALL);
    }

    /** One small object after the other, two large ones among them, and near the end a folder. */
    private ObjectStore filled(Path folder) {
        ObjectStore store = new LocalObjectStore(folder, files, TimeSource.system(), Ids.system());
        Await.on(store.ensureBucket(BUCKET));
        for (int i = 0; i < OBJECTS; i++) {
            String name = "k%03d".formatted(i) + (i == 110 ? "/in" : "");
            put(store, name, i == 40 || i == 80 ? 10 : 1);
        }
        return store;
    }

    private static void put(ObjectStore store, String key, int size) {
        Body body = Body.of(ByteBuffer.wrap(new byte[size]));
        Await.on(store.put(ObjectRef.of(BUCKET.value(), key), Attributes.NONE, WriteCondition.NONE, body));
    }

    private ObjectListing listing(ObjectStore store) {
        ObjectStore counted = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> {
                    if (method.getName().equals("list")) {
                        lists.incrementAndGet();
                    }
                    return method.invoke(store, arguments);
                });
        ByteBudget budget = new ByteBudget(1 << 20, 1, (_, _) -> () -> {});
        TransferSettings settings =
                new TransferSettings(5 << 20, 1, 128 << 10, 128 << 10, 128 << 10, 1, Duration.ofSeconds(1));
        Uploads uploads = new Uploads(
                counted, new Uploads.Memory(budget, new Slabs(1 << 20)), settings, new SimpleMeterRegistry());
        Downloads downloads = new Downloads(counted, budget, settings);
        return new ObjectListing(new StoredObjects(counted, uploads, downloads, BUCKET::equals), counted);
    }
}
