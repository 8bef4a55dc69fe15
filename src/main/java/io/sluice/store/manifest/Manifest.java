package io.sluice.store.manifest;

import io.sluice.store.ETag;

/**
 * A manifest as it stands in the bucket.
 *
 * @param value what it says
 * @param etag of the object that says so
 */
public record Manifest<T>(T value, ETag etag) {}
