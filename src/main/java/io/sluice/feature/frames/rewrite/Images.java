package io.sluice.feature.frames.rewrite;

import io.sluice.base.bytes.Lease;
import io.sluice.feature.frames.pack.OpenPack;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.FrameBytes;
import io.sluice.feature.frames.read.FrameMark;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.store.ReadRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The images of one portion, in the memory that they were read into. Confined to one thread at a time. */
final class Images {
    private final List<Image> images = new ArrayList<>();
    private final List<ReadRange> reads = new ArrayList<>();

    private record Image(StoredFrame frame, FrameMark mark, List<ByteBuffer> bytes) {
        private static final Comparator<Image> ORDER =
                Comparator.comparing((Image image) -> image.frame().camera()).thenComparing(Image::mark);
    }

    void add(Stretch stretch, ReadRange read) {
        reads.add(read);
        for (StoredFrame frame : stretch.frames()) {
            long from = frame.place().offset() - stretch.offset();
            List<ByteBuffer> bytes = FrameBytes.part(read.chunks(), from, frame.size());
            images.add(new Image(frame, frame.mark(), bytes));
        }
    }

    /**
     * All of them as a pack: by camera, then by time, those of one time as they arrived.
     *
     * @param paid of no bytes: they are paid for by who reads them
     * @throws DamagedPacks when one is not what was stored
     */
    SealedPack sealed(PackKey key, Lease paid) {
        images.sort(Image.ORDER);
        OpenPack pack = new OpenPack(key, paid);
        Set<PackKey> damaged = new HashSet<>();
        for (Image image : images) {
            StoredFrame frame = image.frame();
            long there = image.bytes().stream().mapToLong(ByteBuffer::remaining).sum();
            if (there != frame.size() || !whole(pack.add(frame.head(), image.bytes(), paid), frame)) {
                damaged.add(frame.pack());
            }
        }
        if (!damaged.isEmpty()) {
            pack.drop();
            throw new DamagedPacks(damaged);
        }
        return pack.seal();
    }

    private static boolean whole(PackedFrame added, StoredFrame frame) {
        return added.crc32c().equals(frame.frame().crc32c());
    }

    /** Nobody looks at the images any more: their memory is used again. */
    void giveBack() {
        reads.forEach(read -> read.read().run());
        reads.clear();
        images.clear();
    }
}
