package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;

/**
 * The schema {@code foxglove.CompressedImage} in the form that MCAP wants of protobuf: a {@code FileDescriptorSet} of the file
 * that declares it and of the one that declares {@code google.protobuf.Timestamp}. The numbers are those of
 * {@code google/protobuf/descriptor.proto}.
 */
final class Descriptors {
    private static final int SET_FILE = 1;

    private static final int FILE_NAME = 1;
    private static final int FILE_PACKAGE = 2;
    private static final int FILE_DEPENDENCY = 3;
    private static final int FILE_MESSAGE = 4;
    private static final int FILE_SYNTAX = 12;

    private static final int MESSAGE_NAME = 1;
    private static final int MESSAGE_FIELD = 2;

    private static final int FIELD_NAME = 1;
    private static final int FIELD_NUMBER = 3;
    private static final int FIELD_LABEL = 4;
    private static final int FIELD_TYPE = 5;
    private static final int FIELD_TYPE_NAME = 6;
    private static final int OPTIONAL = 1;

    private static final int INT64 = 3;
    private static final int INT32 = 5;
    private static final int STRING = 9;
    private static final int MESSAGE = 11;
    private static final int BYTES = 12;

    private static final String TIMESTAMP_FILE = "google/protobuf/timestamp.proto";
    private static final int GUESS = 512;

    private Descriptors() {}

    static ByteBuffer compressedImage() {
        FieldWriter set = new FieldWriter(GUESS);
        Protobuf.bytes(set, SET_FILE, timestampFile());
        Protobuf.bytes(set, SET_FILE, imageFile());
        return set.take();
    }

    private static ByteBuffer timestampFile() {
        FieldWriter message = new FieldWriter(GUESS);
        Protobuf.text(message, MESSAGE_NAME, "Timestamp");
        field(message, "seconds", CompressedImage.SECONDS, INT64);
        field(message, "nanos", CompressedImage.NANOS, INT32);

        FieldWriter file = new FieldWriter(GUESS);
        Protobuf.text(file, FILE_NAME, TIMESTAMP_FILE);
        Protobuf.text(file, FILE_PACKAGE, "google.protobuf");
        Protobuf.bytes(file, FILE_MESSAGE, message.take());
        Protobuf.text(file, FILE_SYNTAX, "proto3");
        return file.take();
    }

    private static ByteBuffer imageFile() {
        FieldWriter message = new FieldWriter(GUESS);
        Protobuf.text(message, MESSAGE_NAME, "CompressedImage");
        field(message, "timestamp", CompressedImage.TIMESTAMP, MESSAGE);
        field(message, "data", CompressedImage.DATA, BYTES);
        field(message, "format", CompressedImage.FORMAT, STRING);
        field(message, "frame_id", CompressedImage.FRAME_ID, STRING);

        FieldWriter file = new FieldWriter(GUESS);
        Protobuf.text(file, FILE_NAME, "foxglove/CompressedImage.proto");
        Protobuf.text(file, FILE_PACKAGE, "foxglove");
        Protobuf.text(file, FILE_DEPENDENCY, TIMESTAMP_FILE);
        Protobuf.bytes(file, FILE_MESSAGE, message.take());
        Protobuf.text(file, FILE_SYNTAX, "proto3");
        return file.take();
    }

    private static void field(FieldWriter message, String name, int number, int type) {
        FieldWriter field = new FieldWriter(GUESS);
        Protobuf.text(field, FIELD_NAME, name);
        Protobuf.number(field, FIELD_NUMBER, number);
        Protobuf.number(field, FIELD_LABEL, OPTIONAL);
        Protobuf.number(field, FIELD_TYPE, type);
        if (type == MESSAGE) {
            Protobuf.text(field, FIELD_TYPE_NAME, ".google.protobuf.Timestamp");
        }
        Protobuf.bytes(message, MESSAGE_FIELD, field.take());
    }
}
