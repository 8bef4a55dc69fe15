package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Records that follow one another. Fails with {@link Damage} when one of them is longer than the bytes. */
final class RecordReader {
    private final FieldReader in;
    private final long base;

    /**
     * A record.
     *
     * @param offset of its content in the file
     */
    record Found(int code, long offset, ByteBuffer content) {
        boolean is(Opcode opcode) {
            return code == opcode.code();
        }
    }

    /** @param base where {@code bytes} begin in the file */
    RecordReader(ByteBuffer bytes, long base) {
        this.in = new FieldReader(bytes);
        this.base = base;
    }

    /** The next record; null behind the last one. */
    @Nullable
    Found next() {
        if (in.remaining() == 0) {
            return null;
        }
        int code = in.u8();
        long length = in.u64();
        long offset = base + in.position();
        return new Found(code, offset, in.view(length));
    }
}
