package io.sluice.feature.frames.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.read.ReadFrame;
import io.sluice.feature.frames.read.StoredFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipEncodingTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long NANOS = NOON.getEpochSecond() * 1_000_000_000L;
    private static final PackKey PACK = new PackKey(NOON, "node-1", "01KAK8A0000000000000000000");
    private static final int LARGE = 64 << 20;
    private static final int SMALL = 4 << 10;

    private final ByteBudget budget = new ByteBudget(64 << 20, 1, (delay, task) -> () -> {});

    @TempDir
    Path folder = Path.of("");

    private static ReadFrame frame(int number, ByteBuffer image) {
        ImageHead head = new ImageHead("gate", NANOS + number, NANOS, number, "jpeg");
        ByteRange.Resolved place = new ByteRange.Resolved(0, image.remaining());
        StoredFrame frame = new StoredFrame(PACK, new PackedFrame(head, place, new Crc32c(0)));
        return new ReadFrame(frame, List.of(image), 0, ReadFrame.Memory.FREE);
    }

    /** The images are holes in the file, but for the last one. */
    @Test
    void anArchiveBeyond4GiBAnd65535FilesIsRead() throws IOException {
        Path file = folder.resolve("large.zip");
        ByteBuffer large = ByteBuffer.allocateDirect(LARGE);
        ByteBuffer small = ByteBuffer.wrap(new byte[SMALL]);
        small.put(0, (byte) 7);
        ZipEncoding zip = new ZipEncoding(budget);
        int files = 70_000;
        long at = 0;
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            for (int i = 0; i < files; i++) {
                List<ByteBuffer> bytes = zip.add(frame(i, i < 65 ? large : small));
                at += out.write(bytes.getFirst(), at);
                at += i < files - 1 ? bytes.getLast().remaining() : out.write(bytes.getLast(), at);
            }
            for (ByteBuffer bytes : zip.end()) {
                at += out.write(bytes, at);
            }
        }

        try (ZipFile read = new ZipFile(file.toFile())) {
            assertThat(read.size()).isEqualTo(files);
            ZipEntry last = read.stream().reduce((one, other) -> other).orElseThrow();
            assertThat(last.getName()).isEqualTo("gate-2026-03-01T120000.000069999Z-69999.jpg");
            assertThat(last.getTimeLocal().toString()).isEqualTo("2026-03-01T12:00");
            assertThat(read.getInputStream(last).readAllBytes()).hasSize(SMALL).startsWith(7);
        }
        assertThat(budget.used()).isPositive();
        zip.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void aDirectoryThatCannotBePaidIsRefused() {
        ZipEncoding zip = new ZipEncoding(new ByteBudget(100_000, 1, (delay, task) -> () -> {}));
        ByteBuffer image = ByteBuffer.wrap(new byte[1]);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        zip.add(frame(i, image));
                    }
                })
                .isInstanceOf(Fault.class)
                .hasMessageContaining("budget-exhausted");
    }
}
