package io.sluice.feature.frames.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class McapWriterTest {
    private static final AttachmentHead NOTES = new AttachmentHead("notes", "text/plain");
    private static final ByteBuffer DATA = ascii("some notes");

    @Test
    void theLengthIsKnownBeforeTheEndIsMade() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            McapWriter writer = new McapWriter(1 + random.nextInt(20_000), NOTES);
            for (int i = random.nextInt(200); i > 0; i--) {
                writer.add(head("camera-" + random.nextInt(20), i), List.of(noise(random, 1 + random.nextInt(1000))));
            }
            long length = writer.length(DATA.remaining());
            McapFile file = writer.finish(DATA);
            assertThat(file.length()).as("seed %d", seed).isEqualTo(length);
            assertThat(bytes(file).remaining()).isEqualTo((int) length);
        }
    }

    @Test
    void theChecksumIsThatOfTheWholeFile() {
        McapFile file = three(McapWriterTest::writer);
        assertThat(file.crc32c()).isEqualTo(Crc32c.of(bytes(file)));
    }

    @Test
    void anImageIsOneRangeOfTheFile() {
        Random random = new Random(1);
        McapWriter writer = writer();
        ByteBuffer first = noise(random, 100);
        ByteBuffer second = noise(random, 5000);
        long at = writer.add(head("a", 1), List.of(noise(random, 10)));
        long cut = writer.add(head("b", 2), List.of(first, second));
        ByteBuffer file = bytes(writer.finish(DATA));
        assertThat(at).isLessThan(cut);
        assertThat(file.slice((int) cut, 100)).isEqualTo(first);
        assertThat(file.slice((int) cut + 100, 5000)).isEqualTo(second);
        assertThat(first.position()).isZero();
    }

    @Test
    void anImageIsNotCopied() {
        ByteBuffer image = ByteBuffer.allocate(3000);
        McapWriter writer = writer();
        long at = writer.add(head("a", 1), List.of(image.slice(1000, 2000)));
        McapFile file = writer.finish(DATA);
        image.put(1000, (byte) 42);
        assertThat(bytes(file).get((int) at)).isEqualTo((byte) 42);
    }

    @Test
    void aScanFindsWhatWasWritten() {
        List<ImageHead> heads = new ArrayList<>();
        List<ByteRange.Resolved> places = new ArrayList<>();
        ByteBuffer file = bytes(three(() -> new McapWriter(1, NOTES)));
        McapScan.scan(file, new McapScan.Listener() {
            @Override
            public void image(ImageHead head, ByteRange.Resolved place) {
                heads.add(head);
                places.add(place);
            }

            @Override
            public void damaged(String what) {
                throw new AssertionError(what);
            }
        });
        assertThat(heads).containsExactly(head("a", 1), head("b", 2), head("a", 3));
        assertThat(places).extracting(ByteRange.Resolved::length).containsExactly(11L, 12L, 13L);
        assertThat(file.slice((int) places.get(1).offset(), 12)).isEqualTo(noise(new Random(12), 12));
    }

    @Test
    void theAttachmentIsFoundFromTheEnd() {
        McapFile file = three(McapWriterTest::writer);
        ByteBuffer bytes = bytes(file);
        int needed = 0;
        McapTail tail = McapTail.attachment(bytes.slice(bytes.remaining(), 0), file.length(), "notes");
        while (tail instanceof McapTail.More(long more)) {
            assertThat(more).isGreaterThan(needed).isLessThan(file.length());
            needed = (int) more;
            tail = McapTail.attachment(bytes.slice(bytes.remaining() - needed, needed), file.length(), "notes");
        }
        assertThat(((McapTail.Attached) tail).data()).isEqualTo(DATA);
        assertThatThrownBy(() -> McapTail.attachment(bytes, file.length(), "other"))
                .hasMessageContaining("no attachment other");
    }

    @Test
    void whatCannotBeAddedChangesNothing() {
        McapWriter writer = writer();
        long before = writer.length(0);
        assertThatThrownBy(() -> writer.add(head("a", 1), List.of(ByteBuffer.allocate(0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(writer.length(0)).isEqualTo(before);
        writer.finish(DATA);
        assertThatThrownBy(() -> writer.add(head("a", 1), List.of(ByteBuffer.allocate(1))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.finish(DATA)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void messagesOfOthersAreReadWhateverTheOrderOfTheirFields() {
        FieldWriter out = new FieldWriter(8);
        Protobuf.number(out, 9, 300);
        out.varint(Protobuf.tag(10, Protobuf.FIXED_32))
                .u32(1)
                .varint(Protobuf.tag(11, Protobuf.FIXED_64))
                .u64(1);
        Protobuf.text(out, CompressedImage.DATA, "image");
        Protobuf.text(out, CompressedImage.FORMAT, "png");
        CompressedImage.Parsed parsed = CompressedImage.parse(out.take());
        assertThat(parsed.format()).isEqualTo("png");
        assertThat(parsed.image().length()).isEqualTo(5);
    }

    private static McapFile three(java.util.function.Supplier<McapWriter> writers) {
        McapWriter writer = writers.get();
        writer.add(head("a", 1), List.of(noise(new Random(11), 11)));
        writer.add(head("b", 2), List.of(noise(new Random(12), 12)));
        writer.add(head("a", 3), List.of(noise(new Random(13), 13)));
        return writer.finish(DATA);
    }

    private static McapWriter writer() {
        return new McapWriter(Long.MAX_VALUE, NOTES);
    }

    private static ImageHead head(String camera, long sequence) {
        return new ImageHead(
                camera, 1_700_000_000_123_456_789L + sequence, 1_700_000_001_000_000_000L, sequence, "jpeg");
    }

    private static ByteBuffer noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer bytes(McapFile file) {
        ByteBuffer all = ByteBuffer.allocate((int) file.length());
        file.chunks().forEach(chunk -> all.put(chunk.duplicate()));
        return all.flip();
    }
}
