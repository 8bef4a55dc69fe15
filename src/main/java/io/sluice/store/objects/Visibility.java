package io.sluice.store.objects;

import io.sluice.store.ObjectInfo;

/** Which objects somebody may see and touch; any other is told as one that is not there. */
public sealed interface Visibility {
    Visibility ALL = new Everything();

    boolean admits(ObjectInfo object);

    /** All there are. */
    record Everything() implements Visibility {
        @Override
        public boolean admits(ObjectInfo object) {
            return true;
        }
    }

    /** Those of one owner. */
    record OwnedBy(String owner) implements Visibility {
        @Override
        public boolean admits(ObjectInfo object) {
            return owner.equals(object.owner());
        }
    }
}
