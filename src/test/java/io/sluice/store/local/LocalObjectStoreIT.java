package io.sluice.store.local;

import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.KeyContract;
import io.sluice.store.ListingContract;
import io.sluice.store.MultipartContract;
import io.sluice.store.ObjectStore;
import io.sluice.store.ObjectStoreContract;
import io.sluice.store.RangeContract;
import io.sluice.store.ReadConditionContract;
import io.sluice.store.WriteConditionContract;
import io.sluice.store.lease.LeasesContract;
import io.sluice.store.manifest.ManifestContract;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store on a folder keeps the contract of the port. */
class LocalObjectStoreIT {
    @TempDir
    static @Nullable Path root;

    private static @Nullable ExecutorService io;
    private static @Nullable ObjectStore store;

    @BeforeAll
    static void open() {
        io = Executors.newFixedThreadPool(16);
        store = new LocalObjectStore(Objects.requireNonNull(root), io, TimeSource.system(), Ids.system());
    }

    @AfterAll
    static void close() {
        Objects.requireNonNull(io).shutdownNow();
    }

    private static ObjectStore opened() {
        return Objects.requireNonNull(store);
    }

    @Nested
    class WholeObjects extends ObjectStoreContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }

    @Nested
    class Ranges extends RangeContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }

    @Nested
    class ReadConditions extends ReadConditionContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }

    @Nested
    class WriteConditions extends WriteConditionContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }

    @Nested
    class Keys extends KeyContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }

    @Nested
    class Listings extends ListingContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }

    @Nested
    class OfLeases extends LeasesContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }

    @Nested
    class Records extends ManifestContract {
        @Override
        protected ObjectStore store() {
            return opened();
        }
    }
}
