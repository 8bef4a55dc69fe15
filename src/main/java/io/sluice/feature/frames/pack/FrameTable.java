package io.sluice.feature.frames.pack;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * All frames of one pack: where each is, and by camera and publish time. Some 50 bytes in memory for each frame, about 15 in the
 * pack. Immutable.
 */
public final class FrameTable {
    private final FrameColumns frames;

    /** The frames by camera, then publish time, then order in the pack. */
    private final int[] sorted;

    /** Where in {@link #sorted} each camera begins, by its number, and where the last one ends. */
    private final int[] starts;

    private FrameTable(FrameColumns frames) {
        this.frames = frames;
        this.sorted = sorted(frames);
        this.starts = starts(frames);
    }

    /** @throws IllegalArgumentException when there is no frame */
    static FrameTable of(FrameColumns frames) {
        if (frames.size() == 0) {
            throw new IllegalArgumentException("a pack has a frame");
        }
        return new FrameTable(frames.trimmed());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param bytes what remains in them; their position is left as it was
     * @throws io.sluice.base.fault.Fault {@code store-corrupt} when they are anything else
     */
    public static FrameTable decode(ByteBuffer bytes) {
        return of(TableDecoder.decode(bytes));
    }

    /** The bytes of this table in a pack, with their own checksum. */
    public ByteBuffer encode() {
        return TableEncoder.encode(frames);
    }

    /** How many frames there are, at least one. */
    public int size() {
        return frames.size();
    }

    /**
     * A frame.
     *
     * @param order its place in the order of the pack, from 0
     */
    public PackedFrame frame(int order) {
        return frames.get(order);
    }

    /** The cameras, in the order of their first frames in the pack. */
    public List<String> cameras() {
        return frames.cameras().all();
    }

    /** The frames of one camera; empty when the pack has none of it. */
    public CameraFrames of(String camera) {
        int code = frames.cameras().code(camera);
        return code < 0
                ? new CameraFrames(frames, sorted, 0, 0)
                : new CameraFrames(frames, sorted, starts[code], starts[code + 1]);
    }

    /** Where the last image ends. */
    long end() {
        return frames.place(size() - 1).end();
    }

    private static int[] sorted(FrameColumns frames) {
        Integer[] orders = new Integer[frames.size()];
        Arrays.setAll(orders, order -> order);
        Arrays.sort(orders, Comparator.<Integer>comparingInt(frames::camera).thenComparingLong(frames::publishTime));
        return Arrays.stream(orders).mapToInt(Integer::intValue).toArray();
    }

    private static int[] starts(FrameColumns frames) {
        int[] starts = new int[frames.cameras().size() + 1];
        for (int i = 0; i < frames.size(); i++) {
            starts[frames.camera(i) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }
}
