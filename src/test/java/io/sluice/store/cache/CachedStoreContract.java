package io.sluice.store.cache;

import io.sluice.store.KeyContract;
import io.sluice.store.ListingContract;
import io.sluice.store.MultipartContract;
import io.sluice.store.ObjectStore;
import io.sluice.store.ObjectStoreContract;
import io.sluice.store.RangeContract;
import io.sluice.store.ReadConditionContract;
import io.sluice.store.WriteConditionContract;
import org.junit.jupiter.api.Nested;

/** A store that remembers keeps every contract of the port. */
abstract class CachedStoreContract {
    abstract ObjectStore cached();

    @Nested
    class WholeObjects extends ObjectStoreContract {
        @Override
        protected ObjectStore store() {
            return cached();
        }
    }

    @Nested
    class Ranges extends RangeContract {
        @Override
        protected ObjectStore store() {
            return cached();
        }
    }

    @Nested
    class ReadConditions extends ReadConditionContract {
        @Override
        protected ObjectStore store() {
            return cached();
        }
    }

    @Nested
    class WriteConditions extends WriteConditionContract {
        @Override
        protected ObjectStore store() {
            return cached();
        }
    }

    @Nested
    class Keys extends KeyContract {
        @Override
        protected ObjectStore store() {
            return cached();
        }
    }

    @Nested
    class Listings extends ListingContract {
        @Override
        protected ObjectStore store() {
            return cached();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected ObjectStore store() {
            return cached();
        }
    }
}
