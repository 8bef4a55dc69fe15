package io.sluice.feature.objects;

import io.sluice.base.bytes.RunningDigest;
import io.sluice.store.Attributes;
import io.sluice.store.ObjectRef;
import io.sluice.store.WriteCondition;

/**
 * An object to store.
 *
 * @param length of its bytes, or {@link #UNKNOWN_LENGTH}
 * @param expected digests its bytes must have
 */
public record PutCommand(
        ObjectRef object,
        Attributes attributes,
        WriteCondition condition,
        long length,
        RunningDigest.Expected expected) {
    public static final long UNKNOWN_LENGTH = -1;
}
