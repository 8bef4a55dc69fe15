package io.sluice.feature.frames.mcap;

/** The kinds of records that are written or read here. */
enum Opcode {
    HEADER(0x01),
    FOOTER(0x02),
    SCHEMA(0x03),
    CHANNEL(0x04),
    MESSAGE(0x05),
    CHUNK(0x06),
    MESSAGE_INDEX(0x07),
    CHUNK_INDEX(0x08),
    ATTACHMENT(0x09),
    ATTACHMENT_INDEX(0x0A),
    STATISTICS(0x0B),
    SUMMARY_OFFSET(0x0E),
    DATA_END(0x0F);

    /** The bytes before the content of every record: the opcode and the length. */
    static final int PREFIX = 1 + Long.BYTES;

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
