package io.sluice.planted.feature.a.http;

import io.sluice.planted.feature.a.Core;
import io.sluice.planted.store.ObjectKey;
import io.sluice.planted.store.ObjectStore;

/** A resource that goes to the store past its core; that it knows keys is no breach. */
public interface Resource {
    void serve(Core core, ObjectKey key, ObjectStore store);
}
