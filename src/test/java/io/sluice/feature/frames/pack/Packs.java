package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.feature.frames.mcap.ImageHead;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Packs for tests. */
final class Packs {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final PackKey KEY = new PackKey(NOON, "node-1", "01KAK8A0000000000000000000");

    private static final long SECOND = 1_000_000_000;
    private static final long START = NOON.getEpochSecond() * SECOND;

    private Packs() {}

    /** A frame as it is sent. */
    record Sent(ImageHead head, ByteBuffer image) {}

    static ByteBudget budget() {
        return new ByteBudget(1 << 30, 1, (delay, task) -> () -> {});
    }

    static OpenPack open(ByteBudget budget) {
        return new OpenPack(KEY, budget.empty());
    }

    static SealedPack sealed(List<Sent> frames) {
        ByteBudget budget = budget();
        OpenPack pack = open(budget);
        frames.forEach(frame -> pack.add(frame.head(), List.of(frame.image()), budget.empty()));
        return pack.seal();
    }

    static ByteBuffer bytes(SealedPack pack) {
        ByteBuffer all = ByteBuffer.allocate((int) pack.body().length());
        pack.body().chunks().forEach(chunk -> all.put(chunk.duplicate()));
        return all.flip();
    }

    static List<PackedFrame> frames(FrameTable table) {
        return IntStream.range(0, table.size()).mapToObj(table::frame).toList();
    }

    /** Frames of cameras that count and run, of clocks that jump, of frames that come late, twice, and at one time. */
    static List<Sent> anything(long seed, int most) {
        Random random = new Random(seed);
        int cameras = 1 + random.nextInt(40);
        long unit = (long) Math.pow(1000, random.nextInt(4));
        List<Sent> frames = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            int camera = random.nextInt(cameras);
            long log = START + random.nextInt(10) * SECOND;
            long publish = switch (random.nextInt(5)) {
                case 0 -> START;
                case 1 -> START - 86_400 * SECOND + random.nextInt(1000) * unit;
                case 2 -> random.nextBoolean() ? 0 : Long.MAX_VALUE;
                default -> START + i * 33_000_000L / unit * unit;
            };
            long sequence = random.nextInt(20) == 0 ? random.nextLong(1L << 32) : i;
            String format = random.nextInt(10) == 0 ? "png" : "jpeg";
            frames.add(new Sent(
                    new ImageHead("camera-" + camera, publish, log, sequence, format),
                    image(random, 1 + random.nextInt(300))));
        }
        return frames;
    }

    /**
     * What one node gets in a fifth of a second: 45 cameras at 30 frames a second, images of some 30 KB, of which only {@code
     * share} of 1,000 bytes are there.
     *
     * @param clock how exact the clocks are, in nanoseconds
     */
    static List<Sent> typical(long seed, long clock, int share) {
        Random random = new Random(seed);
        List<Sent> frames = new ArrayList<>();
        int cameras = 45;
        for (int round = 0; round < 6; round++) {
            for (int camera = 0; camera < cameras; camera++) {
                long publish = START + round * SECOND / 30 + camera * SECOND / 30 / cameras + random.nextInt(500_000);
                long log = publish + 20_000_000 + random.nextInt(300_000);
                ImageHead head = new ImageHead(
                        "gate-%02d".formatted(camera),
                        publish / clock * clock,
                        log / clock * clock,
                        70_000 + 100 * camera + round,
                        "jpeg");
                int length = 30_000 + (int) (random.nextGaussian() * 1500) + 500 * (camera % 7);
                frames.add(new Sent(head, image(random, length * share / 1000)));
            }
        }
        return frames;
    }

    static ByteBuffer image(Random random, int length) {
        byte[] image = new byte[length];
        random.nextBytes(image);
        return ByteBuffer.wrap(image);
    }
}
