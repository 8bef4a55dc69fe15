package io.sluice.base.bytes;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;

/** Which bytes of an object are asked for, in the forms of RFC 9110, section 14.1. Offsets count from 0. */
public sealed interface ByteRange {
    /** Every byte of the object: the full range from 0. */
    static ByteRange all() {
        return new From(0);
    }

    /** From {@code first} to {@code last}, both included; the end of the object cuts it. */
    record Between(long first, long last) implements ByteRange {
        public Between {
            if (first < 0 || last < first) {
                throw new IllegalArgumentException("no such range: " + first + "-" + last);
            }
        }
    }

    /** From {@code first} to the end. */
    record From(long first) implements ByteRange {
        public From {
            if (first < 0) {
                throw new IllegalArgumentException("no such range: " + first + "-");
            }
        }
    }

    /** The last {@code length} bytes, or all when there are fewer. */
    record Last(long length) implements ByteRange {
        public Last {
            if (length < 0) {
                throw new IllegalArgumentException("no such range: -" + length);
            }
        }
    }

    /**
     * A range within an object of known size.
     *
     * @param offset of its first byte
     * @param length in bytes; 0 only for an empty object
     */
    record Resolved(long offset, long length) {
        public long end() {
            return offset + length;
        }
    }

    /**
     * This range within an object of {@code size} bytes.
     *
     * @throws Fault {@link FaultCode#RANGE_NOT_SATISFIABLE} when no byte of it exists; all of an empty object does
     */
    default Resolved within(long size) {
        Resolved resolved = switch (this) {
            case Between(long first, long last) -> new Resolved(first, Math.min(last, size - 1) - first + 1);
            case From(long first) -> new Resolved(first, size - first);
            case Last(long length) -> new Resolved(Math.max(0, size - length), Math.min(length, size));
        };
        boolean allOfNothing = size == 0 && this.equals(all());
        if (resolved.length() <= 0 && !allOfNothing) {
            throw Fault.of(FaultCode.RANGE_NOT_SATISFIABLE, "The object has " + size + " bytes.")
                    .withHeader("Content-Range", "bytes */" + size);
        }
        return resolved;
    }
}
