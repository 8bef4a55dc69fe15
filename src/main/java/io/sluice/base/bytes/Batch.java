package io.sluice.base.bytes;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Some bytes on their way to whoever reads them.
 *
 * @param chunks in order; read-only
 * @param read to be run, on the thread that got the batch, once nobody looks at the chunks any more: their memory is then used
 *     again. Where that is not certain, it is left alone, and the memory is the garbage collector's
 */
public record Batch(List<ByteBuffer> chunks, Runnable read) {
    /** Of a batch whose memory is the garbage collector's anyway. */
    public static final Runnable NOTHING = () -> {};

    public Batch(List<ByteBuffer> chunks) {
        this(chunks, NOTHING);
    }
}
