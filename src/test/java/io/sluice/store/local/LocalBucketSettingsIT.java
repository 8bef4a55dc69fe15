package io.sluice.store.local;

import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.BucketSettings;
import io.sluice.store.BucketSettingsContract;
import io.sluice.store.ObjectStore;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Settings of buckets in a folder keep the contract of the port. */
class LocalBucketSettingsIT extends BucketSettingsContract {
    @TempDir
    static @Nullable Path root;

    private static @Nullable ExecutorService io;
    private static @Nullable LocalObjectStore store;

    @BeforeAll
    static void open() {
        io = Executors.newFixedThreadPool(2);
        store = new LocalObjectStore(Objects.requireNonNull(root), io, TimeSource.system(), Ids.system());
    }

    @AfterAll
    static void close() {
        Objects.requireNonNull(io).shutdownNow();
    }

    @Override
    protected ObjectStore store() {
        return Objects.requireNonNull(store);
    }

    @Override
    protected BucketSettings settings() {
        return Objects.requireNonNull(store).settings();
    }
}
