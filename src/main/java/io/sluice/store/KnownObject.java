package io.sluice.store;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an object without asking anyone.
 *
 * @param bytes all of them, read-only, for use through duplicates; null when only the rest is known
 */
public record KnownObject(ObjectInfo info, @Nullable ByteBuffer bytes) {}
