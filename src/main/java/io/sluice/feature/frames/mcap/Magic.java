package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;

/** The eight bytes an MCAP file begins and ends with. */
final class Magic {
    static final int LENGTH = Long.BYTES;

    /** Big-endian. */
    private static final long VALUE = 0x894D434150300D0AL;

    private Magic() {}

    static byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(VALUE).array();
    }

    /** Whether they stand at {@code index} of {@code bytes}, which has as many from there on. */
    static boolean at(ByteBuffer bytes, int index) {
        return bytes.slice(index, LENGTH).getLong() == VALUE;
    }
}
