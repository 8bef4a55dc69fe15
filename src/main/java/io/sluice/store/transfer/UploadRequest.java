package io.sluice.store.transfer;

import io.sluice.base.bytes.RunningDigest;
import io.sluice.store.Attributes;
import io.sluice.store.ObjectRef;
import io.sluice.store.WriteCondition;

/**
 * An object that is to be uploaded.
 *
 * @param condition holds for the moment the object appears
 * @param length in bytes, or {@link #UNKNOWN_LENGTH}
 * @param expected digests that the bytes must have, or nothing is stored
 */
public record UploadRequest(
        ObjectRef object,
        Attributes attributes,
        WriteCondition condition,
        long length,
        RunningDigest.Expected expected) {
    public static final long UNKNOWN_LENGTH = PartPlan.UNKNOWN;

    /** The same under another condition. */
    public UploadRequest when(WriteCondition other) {
        return new UploadRequest(object, attributes, other, length, expected);
    }
}
