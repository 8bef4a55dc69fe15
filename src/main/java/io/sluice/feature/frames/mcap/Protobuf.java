package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The wire format of protobuf: fields, each behind its number and the form of its value. */
final class Protobuf {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    static final int FIXED_32 = 5;

    private static final int FORM_BITS = 3;

    private Protobuf() {}

    static long tag(int field, int form) {
        return (long) field << FORM_BITS | form;
    }

    static void tag(FieldWriter out, int field, int form) {
        out.varint(tag(field, form));
    }

    static void number(FieldWriter out, int field, long value) {
        tag(out, field, VARINT);
        out.varint(value);
    }

    static void text(FieldWriter out, int field, String value) {
        bytes(out, field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Bytes, or a message within a message. */
    static void bytes(FieldWriter out, int field, ByteBuffer value) {
        tag(out, field, BYTES);
        out.varint(value.remaining()).raw(value);
    }

    /** Passes by the value behind {@code tag}; fails with {@link Damage} when there is none of that form. */
    static void skip(FieldReader in, long tag) {
        switch ((int) (tag & (1 << FORM_BITS) - 1)) {
            case VARINT -> in.varint();
            case FIXED_64 -> in.view(Long.BYTES);
            case BYTES -> in.view(in.varint());
            case FIXED_32 -> in.view(Integer.BYTES);
            default -> throw Damage.of("a message that is no protobuf");
        }
    }
}
