package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.feature.frames.mcap.ImageHead;
import java.util.Arrays;

/** Frames in the order of their pack, some 40 bytes each. Not thread-safe while frames are added. */
final class FrameColumns {
    private final Names cameras;
    private final Names formats;
    private int size;

    /** 16 bits unsigned. */
    private char[] camera;

    private char[] format;
    private long[] publishTime;
    private long[] logTime;
    private int[] sequence;
    private long[] offset;
    private int[] length;
    private int[] crc32c;

    FrameColumns(int capacity) {
        cameras = new Names();
        formats = new Names();
        camera = new char[capacity];
        format = new char[capacity];
        publishTime = new long[capacity];
        logTime = new long[capacity];
        sequence = new int[capacity];
        offset = new long[capacity];
        length = new int[capacity];
        crc32c = new int[capacity];
    }

    private FrameColumns(FrameColumns from) {
        cameras = from.cameras.copy();
        formats = from.formats.copy();
        size = from.size;
        camera = Arrays.copyOf(from.camera, size);
        format = Arrays.copyOf(from.format, size);
        publishTime = Arrays.copyOf(from.publishTime, size);
        logTime = Arrays.copyOf(from.logTime, size);
        sequence = Arrays.copyOf(from.sequence, size);
        offset = Arrays.copyOf(from.offset, size);
        length = Arrays.copyOf(from.length, size);
        crc32c = Arrays.copyOf(from.crc32c, size);
    }

    /** A copy that takes no more memory than it needs. */
    FrameColumns trimmed() {
        return new FrameColumns(this);
    }

    /** Whether a frame of such a camera and format can be added. */
    boolean takes(ImageHead head) {
        return cameras.takes(head.camera()) && formats.takes(head.format());
    }

    /** Adds the frame that comes next in the pack. */
    void add(PackedFrame frame) {
        if (size == camera.length) {
            grow(Math.max(16, 2 * size));
        }
        ImageHead head = frame.head();
        camera[size] = (char) cameras.add(head.camera());
        format[size] = (char) formats.add(head.format());
        publishTime[size] = head.publishTime();
        logTime[size] = head.logTime();
        sequence[size] = (int) head.sequence();
        offset[size] = frame.place().offset();
        length[size] = Math.toIntExact(frame.place().length());
        crc32c[size] = frame.crc32c().value();
        size++;
    }

    private void grow(int capacity) {
        camera = Arrays.copyOf(camera, capacity);
        format = Arrays.copyOf(format, capacity);
        publishTime = Arrays.copyOf(publishTime, capacity);
        logTime = Arrays.copyOf(logTime, capacity);
        sequence = Arrays.copyOf(sequence, capacity);
        offset = Arrays.copyOf(offset, capacity);
        length = Arrays.copyOf(length, capacity);
        crc32c = Arrays.copyOf(crc32c, capacity);
    }

    PackedFrame get(int order) {
        ImageHead head = new ImageHead(
                cameras.name(camera[order]),
                publishTime[order],
                logTime[order],
                sequence(order),
                formats.name(format[order]));
        return new PackedFrame(head, place(order), new Crc32c(crc32c[order]));
    }

    int size() {
        return size;
    }

    Names cameras() {
        return cameras;
    }

    Names formats() {
        return formats;
    }

    int camera(int order) {
        return camera[order];
    }

    int format(int order) {
        return format[order];
    }

    long publishTime(int order) {
        return publishTime[order];
    }

    long logTime(int order) {
        return logTime[order];
    }

    long sequence(int order) {
        return Integer.toUnsignedLong(sequence[order]);
    }

    ByteRange.Resolved place(int order) {
        return new ByteRange.Resolved(offset[order], length[order]);
    }

    int crc32c(int order) {
        return crc32c[order];
    }
}
