package io.sluice.feature.frames.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.mcap.AttachmentHead;
import io.sluice.feature.frames.mcap.FieldWriter;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.mcap.McapFile;
import io.sluice.feature.frames.mcap.McapWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The end of a pack gives its table, and anything else gives a clean failure. */
class PackTailTest {
    private static final long SEED = 20261121;

    @Test
    void theFirstReadOfTheEndTellsAllFrames() {
        SealedPack pack = Packs.sealed(Packs.typical(1, 1000, 1000));
        ByteBuffer bytes = Packs.bytes(pack);
        assertThat(bytes.remaining()).isGreaterThan(7 << 20);
        PackTail tail = PackTail.read(end(bytes, PackTail.FIRST_READ), bytes.remaining());
        assertThat(Packs.frames(((PackTail.Known) tail).table())).isEqualTo(Packs.frames(pack.table()));
    }

    @Test
    void whateverTheFirstReadTheAnswerCanBeReached() {
        SealedPack pack = Packs.sealed(many(20_000));
        ByteBuffer bytes = Packs.bytes(pack);
        for (int first : new int[] {0, 1, 36, 37, 38, 1000, 100_000}) {
            int have = first;
            int reads = 1;
            PackTail tail = PackTail.read(end(bytes, have), bytes.remaining());
            while (tail instanceof PackTail.More(long more)) {
                assertThat(more).as("first %d", first).isGreaterThan(have).isLessThanOrEqualTo(bytes.remaining());
                have = (int) more;
                reads++;
                tail = PackTail.read(end(bytes, have), bytes.remaining());
            }
            assertThat(((PackTail.Known) tail).table().size()).isEqualTo(20_000);
            assertThat(reads).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void aShortPackIsAskedForWhole() {
        ByteBuffer bytes = Packs.bytes(Packs.sealed(Packs.anything(1, 1)));
        assertThat(PackTail.read(end(bytes, 0), bytes.remaining())).isEqualTo(new PackTail.More(bytes.remaining()));
    }

    @Test
    void aCutPackIsDamagedWhereverItIsCut() {
        ByteBuffer bytes = Packs.bytes(Packs.sealed(Packs.anything(2, 20)));
        for (int length = 0; length < bytes.remaining(); length++) {
            assertDamaged(bytes.slice(0, length), "cut to " + length);
        }
    }

    @Test
    void aChangedBitOfTheEndIsNoticedOrChangesNothing() {
        SealedPack pack = Packs.sealed(Packs.anything(3, 50));
        ByteBuffer bytes = Packs.bytes(pack);
        Random random = new Random(SEED);
        int end = bytes.remaining() - (int) pack.table().end();
        int noticed = 0;
        int tries = 5000;
        for (int i = 0; i < tries; i++) {
            ByteBuffer changed = copy(bytes);
            int at = changed.remaining() - 1 - random.nextInt(end);
            changed.put(at, (byte) (changed.get(at) ^ 1 << random.nextInt(8)));
            noticed += damagedOrSame(changed, pack, "seed %d bit of %d".formatted(SEED, at)) ? 1 : 0;
        }
        assertThat(noticed).isGreaterThan(tries / 2);
    }

    @Test
    void noiseBetweenTheMagicsIsACleanFailure() {
        Random random = new Random(SEED);
        ByteBuffer whole = Packs.bytes(Packs.sealed(Packs.anything(4, 5)));
        for (int i = 0; i < 5000; i++) {
            ByteBuffer noise = copy(whole);
            for (int n = 1 + random.nextInt(200); n > 0; n--) {
                noise.put(random.nextInt(noise.remaining() - 8), (byte) random.nextInt());
            }
            try {
                PackTail.read(noise, noise.remaining());
            } catch (Fault damage) {
                assertThat(damage.code()).as("seed %d", SEED).isEqualTo(FaultCode.STORE_CORRUPT);
            }
        }
    }

    /** Without a checksum of the summary, what leads to the table may say anything; the table's own checksum decides. */
    @Test
    void aForgedSummaryNeverGivesAnotherTable() {
        SealedPack pack = Packs.sealed(Packs.anything(6, 20));
        ByteBuffer bytes = Packs.bytes(pack);
        int crc = bytes.remaining() - 8 - Integer.BYTES;
        bytes.putInt(crc, 0);
        int attached = (int) pack.table().end() + pack.table().encode().remaining();
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            ByteBuffer forged = copy(bytes);
            int at = attached + random.nextInt(crc - attached);
            forged.put(at, (byte) (random.nextBoolean() ? random.nextInt() : forged.get(at) + random.nextInt(3) - 1));
            damagedOrSame(forged, pack, "seed %d round %d byte %d".formatted(SEED, i, at));
        }
    }

    @Test
    void aFileOfOthersIsRefused() {
        McapWriter writer = new McapWriter(1000, new AttachmentHead("calibration", "application/json"));
        writer.add(new ImageHead("a", 1, 1, 1, "jpeg"), List.of(ByteBuffer.allocate(10)));
        assertDamaged(bytes(writer.finish(ByteBuffer.allocate(3))), "no table");
        assertDamaged(ByteBuffer.allocate(100_000), "zeroes");
    }

    @Test
    void aTableOfAnotherPackIsRefused() {
        McapWriter writer = new McapWriter(1000, OpenPack.TABLE);
        writer.add(new ImageHead("a", 1, 1, 1, "jpeg"), List.of(ByteBuffer.allocate(1)));
        ByteBuffer table = Packs.sealed(Packs.anything(5, 100)).table().encode();
        assertDamaged(bytes(writer.finish(table)), "another table");
    }

    @Test
    void aFooterThatAsksForTooMuchIsRefused() {
        long size = 1L << 40;
        ByteBuffer foot = new FieldWriter(64)
                .u8(2)
                .u64(20)
                .u64(100)
                .u64(0)
                .u32(0)
                .raw(new byte[] {(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'})
                .take();
        assertThatThrownBy(() -> PackTail.read(foot, size)).hasMessageContaining("too long");
    }

    private static void assertDamaged(ByteBuffer bytes, String how) {
        assertThatThrownBy(() -> PackTail.read(bytes, bytes.remaining()))
                .as(how)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STORE_CORRUPT));
    }

    /** True when it was damaged; false when the table is still the right one. */
    private static boolean damagedOrSame(ByteBuffer changed, SealedPack pack, String how) {
        try {
            PackTail tail = PackTail.read(changed, changed.remaining());
            assertThat(Packs.frames(((PackTail.Known) tail).table())).as(how).isEqualTo(Packs.frames(pack.table()));
            return false;
        } catch (Fault damage) {
            assertThat(damage.code()).as(how).isEqualTo(FaultCode.STORE_CORRUPT);
            return true;
        }
    }

    private static List<Packs.Sent> many(int count) {
        List<Packs.Sent> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(new Packs.Sent(new ImageHead("camera-" + i % 300, i, i, i, "jpeg"), ByteBuffer.allocate(3)));
        }
        return frames;
    }

    private static ByteBuffer end(ByteBuffer bytes, int length) {
        int held = Math.min(length, bytes.remaining());
        return bytes.slice(bytes.remaining() - held, held);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    private static ByteBuffer bytes(McapFile file) {
        ByteBuffer all = ByteBuffer.allocate((int) file.length());
        file.chunks().forEach(chunk -> all.put(chunk.duplicate()));
        return all.flip();
    }
}
