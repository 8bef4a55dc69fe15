package io.sluice.store.manifest;

/** What becomes of a manifest, decided by what it says now. */
public sealed interface Change<T> {
    /** It says this from now on. One that says so already is left as it is. */
    record Write<T>(T value) implements Change<T> {}

    /** It stays as it is, there or not. */
    record Keep<T>() implements Change<T> {}

    /** It is deleted. */
    record Remove<T>() implements Change<T> {}
}
