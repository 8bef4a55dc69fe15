package io.sluice.feature.frames.mcap;

import io.sluice.base.bytes.Crc32c;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Bytes of a file that follow one another, none of them copied, and their checksum as it grows. */
final class Pieces {
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private final CRC32C crc = new CRC32C();
    private long length;

    static Pieces of(ByteBuffer piece) {
        Pieces one = new Pieces();
        one.add(piece);
        return one;
    }

    /** Takes a view of what remains in {@code piece}, which must not change any more. */
    void add(ByteBuffer piece) {
        ByteBuffer view = piece.slice();
        pieces.add(view);
        crc.update(view.duplicate());
        length += view.remaining();
    }

    long length() {
        return length;
    }

    /** All pieces of all {@code parts}. */
    static McapFile join(List<Pieces> parts) {
        List<ByteBuffer> chunks = new ArrayList<>();
        Crc32c sum = Crc32c.of(new CRC32C());
        long length = 0;
        for (Pieces part : parts) {
            chunks.addAll(part.pieces);
            sum = sum.then(Crc32c.of(part.crc), part.length);
            length += part.length;
        }
        return new McapFile(chunks, length, sum);
    }
}
