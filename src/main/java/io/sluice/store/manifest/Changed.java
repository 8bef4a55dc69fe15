package io.sluice.store.manifest;

import java.util.Optional;

/**
 * How a change went.
 *
 * @param now how it stands; empty when there is no such manifest
 * @param created whether there was none before
 */
public record Changed<T>(Optional<Manifest<T>> now, boolean created) {}
