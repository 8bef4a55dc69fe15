package io.sluice.edge.objects;

import io.sluice.store.ObjectInfo;
import io.vertx.core.MultiMap;

/** Writes the head of an answer that gives an object, or would. */
@FunctionalInterface
public interface ObjectHead {
    void write(ObjectInfo info, MultiMap headers);
}
