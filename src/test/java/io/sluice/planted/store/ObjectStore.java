package io.sluice.planted.store;

/** A port. */
public interface ObjectStore {
    void delete(ObjectKey key);
}
