package io.sluice.store;

import io.sluice.base.bytes.Crc32c;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.zip.CRC32C;

/** The bytes of one write. The writer of a body pays for its memory; a store adds no copy of it. */
public sealed interface Body {
    /** In bytes, known before the first one. */
    long length();

    /**
     * Bytes in memory, which can be sent again.
     *
     * @param chunks in order; a store reads them through duplicates and leaves their positions alone
     * @param crc32c of all of them; a store that gets other bytes keeps nothing and fails with a {@code store-error} that
     *     may be tried again
     */
    record Held(List<ByteBuffer> chunks, long length, Crc32c crc32c) implements Body {
        public Held {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * Bytes that are still arriving and are gone once sent: one attempt only.
     *
     * @param bytes exactly {@code length} of them, in chunks that the store may keep until it asks for the next one;
     *     subscribed to at most once; fails when the source fails, and then nothing is stored
     */
    record Streamed(long length, Flow.Publisher<ByteBuffer> bytes) implements Body {
        /** The most bytes a store may hold of it beyond what it has not asked for, as a part of a verified upload. */
        public static final long FRAMING = 256 << 10;
    }

    /** A body of chunks in memory; computes their checksum. */
    static Held of(ByteBuffer... chunks) {
        CRC32C crc = new CRC32C();
        long length = 0;
        for (ByteBuffer chunk : chunks) {
            crc.update(chunk.duplicate());
            length += chunk.remaining();
        }
        return new Held(List.of(chunks), length, Crc32c.of(crc));
    }
}
