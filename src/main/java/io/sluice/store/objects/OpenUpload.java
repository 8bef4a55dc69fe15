package io.sluice.store.objects;

import io.sluice.store.Stored;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * An object that is being stored.
 *
 * @param bytes where its bytes go, on the lane it was opened with
 * @param result the stored object, or why there is none
 */
public record OpenUpload(Flow.Subscriber<ByteBuffer> bytes, CompletionStage<Stored> result) {}
