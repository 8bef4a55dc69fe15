package io.sluice.feature.frames;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Ids;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.OpenPack;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Packs of frames for tests of what reads them. */
public final class FramePacks {
    public static final long SECOND = 1_000_000_000L;
    private static final Ids IDS = Ids.system();

    private FramePacks() {}

    /** A frame as it is sent. */
    public record Sent(ImageHead head, ByteBuffer image) {
        public String camera() {
            return head.camera();
        }

        public long time() {
            return head.publishTime();
        }

        public byte[] bytes() {
            byte[] bytes = new byte[image.remaining()];
            image.duplicate().get(bytes);
            return bytes;
        }
    }

    public static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }

    /** A frame of bytes that its time, its sequence and its camera tell, which arrived a little later than it was made. */
    public static Sent frame(String camera, long time, long sequence) {
        return frame(camera, time, time + SECOND / 50, sequence);
    }

    public static Sent frame(String camera, long time, long arrived, long sequence) {
        Random random = new Random(time * 31 + sequence * 7 + camera.hashCode());
        byte[] image = new byte[200 + random.nextInt(1000)];
        random.nextBytes(image);
        image[0] = (byte) 0xFF;
        image[1] = (byte) 0xD8;
        image[2] = (byte) 0xFF;
        return new Sent(new ImageHead(camera, time, arrived, sequence, "jpeg"), ByteBuffer.wrap(image));
    }

    public static SealedPack pack(Instant opened, List<Sent> frames) {
        return pack(PackKey.create(opened, "node-1", IDS), frames);
    }

    public static SealedPack pack(PackKey key, List<Sent> frames) {
        ByteBudget budget = new ByteBudget(1 << 30, 1, (delay, task) -> () -> {});
        OpenPack open = new OpenPack(key, budget.empty());
        frames.forEach(frame -> open.add(frame.head(), List.of(frame.image()), budget.empty()));
        return open.seal();
    }

    /** Puts a pack into the bucket {@code frames}, as any writer may. */
    public static SealedPack put(ObjectStore store, SealedPack pack) {
        Await.on(store.put(
                ObjectRef.of("frames", pack.key().toString()), Attributes.NONE, WriteCondition.ABSENT, pack.body()));
        return pack;
    }
}
