package io.sluice.feature.frames.mcap;

import io.sluice.base.bytes.Crc32c;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A whole file, ready to be sent.
 *
 * @param chunks its bytes in order; those of the images are views of what the writer was given
 * @param length in bytes
 * @param crc32c of all of them
 */
public record McapFile(List<ByteBuffer> chunks, long length, Crc32c crc32c) {
    public McapFile {
        chunks = List.copyOf(chunks);
    }
}
