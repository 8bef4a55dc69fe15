package io.sluice.store.local;

import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.ObjectStore;
import io.sluice.store.StoreFixture;
import io.sluice.store.local.files.KeyPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store on a folder of its own for every test. */
abstract class LocalFixture extends StoreFixture {
    private final ExecutorService io = Executors.newFixedThreadPool(16);

    @TempDir
    private @Nullable Path temporary;

    private @Nullable ObjectStore store;

    @BeforeEach
    void openStore() {
        store = reopened();
    }

    @AfterEach
    void stopThreads() {
        io.shutdownNow();
    }

    @Override
    protected ObjectStore store() {
        return Objects.requireNonNull(store);
    }

    protected final Path root() {
        return Objects.requireNonNull(temporary).resolve("store");
    }

    /** Another store on the same root. */
    protected final ObjectStore reopened() {
        return reopened(TimeSource.system());
    }

    protected final ObjectStore reopened(TimeSource time) {
        return new LocalObjectStore(root(), io, time, Ids.system());
    }

    protected final Path bucketFolder() {
        return root().resolve(bucket().value());
    }

    protected final Path fileOf(String key) {
        return KeyPath.file(bucketFolder(), exactly(key).key());
    }

    /** Unfinished files, which must all be gone when nothing is under way. */
    protected final List<Path> drafts() throws IOException {
        try (Stream<Path> files = Files.list(root().resolve(".sluice").resolve("tmp"))) {
            return files.toList();
        }
    }
}
