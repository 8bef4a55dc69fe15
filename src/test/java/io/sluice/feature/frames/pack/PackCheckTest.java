package io.sluice.feature.frames.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.mcap.McapFile;
import io.sluice.feature.frames.mcap.McapWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackCheckTest {
    private static final long SEED = 20261121;

    @Test
    void aPackAsItWasWrittenIsWhole() {
        assertThat(PackCheck.check(Packs.bytes(Packs.sealed(Packs.typical(1, 1, 50))))
                        .whole())
                .isTrue();
    }

    @Test
    void aChangedImageIsNamedAndNoOther() {
        SealedPack pack = Packs.sealed(Packs.anything(1, 100));
        Random random = new Random(SEED);
        for (int order = 0; order < pack.table().size(); order++) {
            ByteBuffer bytes = Packs.bytes(pack);
            PackedFrame frame = pack.table().frame(order);
            int at = (int)
                    (frame.place().offset() + random.nextLong(frame.place().length()));
            bytes.put(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
            PackReport report = PackCheck.check(bytes);
            assertThat(report.badFrames()).as("seed %d", SEED).containsExactly(frame);
            assertThat(report.damages()).singleElement().asString().contains("its chunk at");
        }
    }

    /** Unnoticed is only what neither a frame nor its place depends on: the head of the file, times of chunks, message indexes. */
    @Test
    void everyFlippedByteIsNoticedOrChangesNoFrame() {
        SealedPack pack = Packs.sealed(Packs.anything(5, 12));
        ByteBuffer bytes = Packs.bytes(pack);
        for (int at = 0; at < bytes.limit(); at++) {
            byte before = bytes.get(at);
            bytes.put(at, (byte) (before ^ 1 << at % 8));
            if (PackCheck.check(bytes).whole()) {
                assertThat(framesOf(bytes)).as("byte %d", at).isEqualTo(framesOf(Packs.bytes(pack)));
            }
            bytes.put(at, before);
        }
    }

    private static Map<PackedFrame, ByteBuffer> framesOf(ByteBuffer bytes) {
        FrameTable table = ((PackTail.Known) PackTail.read(bytes, bytes.remaining())).table();
        Map<PackedFrame, ByteBuffer> frames = new HashMap<>();
        for (int order = 0; order < table.size(); order++) {
            PackedFrame frame = table.frame(order);
            frames.put(frame, bytes.slice((int) frame.place().offset(), (int)
                    frame.place().length()));
        }
        return frames;
    }

    @Test
    void aChangedHeadOfAnImageIsNoticed() {
        SealedPack pack = Packs.sealed(Packs.anything(2, 10));
        ByteBuffer bytes = Packs.bytes(pack);
        int at = (int) pack.table().frame(0).place().offset() - 10;
        bytes.put(at, (byte) ~bytes.get(at));
        PackReport report = PackCheck.check(bytes);
        assertThat(report.badFrames()).isEmpty();
        assertThat(report.damages()).isNotEmpty();
    }

    @Test
    void aDamagedTableIsNoticedAndTheChunksAreCheckedAllTheSame() {
        SealedPack pack = Packs.sealed(Packs.anything(3, 10));
        ByteBuffer bytes = Packs.bytes(pack);
        int table = indexOf(bytes, pack.table().encode());
        bytes.put(table + 3, (byte) ~bytes.get(table + 3));
        int image = (int) pack.table().frame(0).place().offset();
        bytes.put(image, (byte) ~bytes.get(image));
        PackReport report = PackCheck.check(bytes);
        assertThat(report.damages()).hasSize(2);
        assertThat(report.badFrames()).isEmpty();
    }

    @Test
    void aTableThatTellsOfOtherFramesIsNoticed() {
        List<Packs.Sent> sent = Packs.anything(4, 50);
        FrameTable right = Packs.sealed(sent).table();
        McapWriter other = new McapWriter(Long.MAX_VALUE, OpenPack.TABLE);
        for (Packs.Sent frame : sent) {
            ImageHead head = frame.head();
            ImageHead later = new ImageHead(
                    head.camera(), head.publishTime(), head.logTime() + 1, head.sequence(), head.format());
            other.add(later, List.of(frame.image()));
        }
        McapFile file = other.finish(right.encode());
        ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
        file.chunks().forEach(chunk -> bytes.put(chunk.duplicate()));
        assertThat(PackCheck.check(bytes.flip()).damages()).hasSize(sent.size());
    }

    @Test
    void whateverIsChangedOrCutTheCheckComesToAnEnd() {
        SealedPack pack = Packs.sealed(Packs.anything(5, 20));
        Random random = new Random(SEED);
        for (int i = 0; i < 5000; i++) {
            ByteBuffer bytes = Packs.bytes(pack);
            for (int n = 1 + random.nextInt(20); n > 0; n--) {
                bytes.put(random.nextInt(bytes.remaining()), (byte) random.nextInt());
            }
            PackCheck.check(
                    bytes.slice(0, random.nextBoolean() ? bytes.remaining() : random.nextInt(bytes.remaining())));
        }
    }

    private static int indexOf(ByteBuffer bytes, ByteBuffer part) {
        int at = 0;
        while (!bytes.slice(at, part.remaining()).equals(part)) {
            at++;
        }
        return at;
    }
}
