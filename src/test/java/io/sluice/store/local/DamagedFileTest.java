package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Chunks;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A file that was cut or changed behind the store's back gives an error, never wrong bytes. */
class DamagedFileTest extends LocalFixture {
    private static final int SIZE = 10_000;

    @Test
    void aCutFileIsCorrupt() throws IOException {
        byte[] bytes = noise(SIZE, 1);
        byte[] file = stored(bytes);
        for (int length = 0; length < file.length; length += length < SIZE ? 997 : 1) {
            Files.write(fileOf("k"), Arrays.copyOf(file, length));
            assertCorrupt("cut to " + length);
        }
    }

    @Test
    void aLongerFileIsCorrupt() throws IOException {
        byte[] file = stored(noise(SIZE, 2));
        Files.write(fileOf("k"), Arrays.copyOf(file, file.length + 1));
        assertCorrupt("one byte more");
        byte[] twice = Arrays.copyOf(file, file.length * 2);
        System.arraycopy(file, 0, twice, file.length, file.length);
        Files.write(fileOf("k"), twice);
        assertCorrupt("twice");
    }

    @Test
    void anyChangedByteIsNoticed() throws IOException {
        long seed = 3;
        Random random = new Random(seed);
        byte[] bytes = noise(SIZE, 4);
        byte[] file = stored(bytes);
        for (int i = 0; i < 500; i++) {
            int at = i % 2 == 0 ? random.nextInt(file.length) : SIZE + random.nextInt(file.length - SIZE);
            byte[] changed = file.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(fileOf("k"), changed);
            assertCorrupt("seed " + seed + ", byte " + at + " of " + file.length);
        }
    }

    @Test
    void aForeignFileIsCorrupt() throws IOException {
        stored(noise(10, 5));
        Files.writeString(fileOf("k"), "{\"key\":\"k\"}".repeat(100));
        assertCorrupt("foreign");
        Files.write(fileOf("k"), new byte[100_000]);
        assertCorrupt("zeroes");
    }

    @Test
    void theFileOfAnotherKeyIsCorrupt() throws IOException {
        stored(noise(10, 6));
        put(exactly("other"), "other");
        Files.copy(fileOf("other"), fileOf("k"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertCorrupt("moved");
    }

    @Test
    void aDamagedObjectIsListedAndCanBeReplacedAndDeleted() throws IOException {
        stored(noise(10, 7));
        Files.writeString(fileOf("k"), "damaged");
        ListPage page = Await.on(store().list(new ListQuery(bucket(), "", null, null, 10)));
        assertThat(page.objects()).extracting(ListPage.Entry::etag).containsExactly(LocalListing.DAMAGED);
        put(exactly("k"), "whole again");
        assertThat(text(exactly("k"))).isEqualTo("whole again");

        Files.writeString(fileOf("k"), "damaged");
        Await.on(store().delete(exactly("k"), WriteCondition.NONE));
        assertMissing(exactly("k"));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        stored(noise(10, 8));
        Path secret = root().resolve("secret");
        Files.move(fileOf("k"), secret);
        Files.createSymbolicLink(fileOf("k"), secret);
        assertThat(Await.failure(store().head(exactly("k"), ReadCondition.NONE)).code())
                .isEqualTo(FaultCode.STORE_ERROR);
        assertThat(Await.on(store().list(new ListQuery(bucket(), "", null, null, 10)))
                        .objects())
                .isEmpty();
    }

    private byte[] stored(byte[] bytes) throws IOException {
        Await.on(store().put(exactly("k"), Attributes.ofType("a/b"), WriteCondition.NONE, Chunks.body(bytes)));
        return Files.readAllBytes(fileOf("k"));
    }

    private void assertCorrupt(String how) {
        Optional<Throwable> failure = Await.on(Await.outcome(all()));
        assertThat(failure).as(how).isPresent();
        assertThat(Fault.from(failure.get()).code()).as(how).isEqualTo(FaultCode.STORE_CORRUPT);
    }

    private io.smallrye.mutiny.Uni<ReadRange> all() {
        return store().get(exactly("k"), ByteRange.all(), PLENTY, ReadCondition.NONE);
    }
}
