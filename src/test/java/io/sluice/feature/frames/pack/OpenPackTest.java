package io.sluice.feature.frames.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.bytes.Lease;
import io.sluice.feature.frames.mcap.ImageHead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenPackTest {
    private static final ImageHead HEAD = new ImageHead("a", 1, 2, 3, "jpeg");

    private final ByteBudget budget = Packs.budget();
    private final OpenPack pack = Packs.open(budget);

    @Test
    void aSealedPackIsWhatItSaysItIs() {
        for (long seed = 0; seed < 100; seed++) {
            List<Packs.Sent> sent = Packs.anything(seed, 300);
            SealedPack sealed = Packs.sealed(sent);
            ByteBuffer bytes = Packs.bytes(sealed);
            assertThat(sealed.body().crc32c()).as("seed %d", seed).isEqualTo(Crc32c.of(bytes));
            assertThat(PackCheck.check(bytes).damages()).as("seed %d", seed).isEmpty();
            for (int i = 0; i < sent.size(); i++) {
                PackedFrame frame = sealed.table().frame(i);
                assertThat(bytes.slice((int) frame.place().offset(), (int)
                                frame.place().length()))
                        .as("seed %d frame %d", seed, i)
                        .isEqualTo(sent.get(i).image());
            }
        }
    }

    @Test
    void itsLengthIsBoundedAtEveryFrameAndNearlyRight() {
        for (long seed = 0; seed < 30; seed++) {
            List<Packs.Sent> sent = new ArrayList<>();
            OpenPack open = Packs.open(budget);
            for (Packs.Sent frame : Packs.anything(seed, 60)) {
                sent.add(frame);
                open.add(frame.head(), List.of(frame.image()), budget.empty());
                long length = Packs.sealed(sent).body().length();
                assertThat(length)
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(open.maxLength())
                        .isGreaterThan(open.maxLength() - 64 - 60L * sent.size());
            }
        }
    }

    @Test
    void aFrameIsKnownAsSoonAsItIsAdded() {
        PackedFrame added = pack.add(HEAD, List.of(noise(10), noise(20)), budget.empty());
        assertThat(pack.size()).isEqualTo(1);
        assertThat(added.place().length()).isEqualTo(30);
        assertThat(pack.seal().table().frame(0)).isEqualTo(added);
    }

    @Test
    void anImageOf16MiBIsPackedWithoutACopy() {
        ByteBuffer image = noise(16 << 20);
        PackedFrame added = pack.add(HEAD, List.of(image), budget.empty());
        SealedPack sealed = pack.seal();
        ByteBuffer bytes = Packs.bytes(sealed);
        assertThat(sealed.body().crc32c()).isEqualTo(Crc32c.of(bytes));
        assertThat(PackCheck.check(bytes).whole()).isTrue();
        image.put(0, (byte) ~image.get(0));
        assertThat(Packs.bytes(sealed).get((int) added.place().offset())).isEqualTo(image.get(0));
    }

    @Test
    void whatFramesPaidIsGivenBackOnceWithTheLeaseOfThePack() {
        Lease first = paid(1000);
        Lease second = paid(500);
        pack.add(HEAD, List.of(noise(1000)), first);
        pack.add(HEAD, List.of(noise(500)), second);
        first.close();
        assertThat(budget.used()).isEqualTo(1500);
        SealedPack sealed = pack.seal();
        pack.drop();
        assertThat(budget.used()).isEqualTo(1500);
        sealed.lease().close();
        sealed.lease().close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void aDroppedPackGivesBackWhatWasPaidAndTakesNothingMore() {
        pack.add(HEAD, List.of(noise(10)), paid(10));
        pack.drop();
        pack.drop();
        assertThat(budget.used()).isZero();
        assertThatThrownBy(() -> pack.add(HEAD, List.of(noise(1)), budget.empty()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(pack::seal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSealedPackTakesNothingMore() {
        pack.add(HEAD, List.of(noise(10)), budget.empty());
        pack.seal();
        assertThatThrownBy(() -> pack.add(HEAD, List.of(noise(1)), budget.empty()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(pack::seal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPackWithoutAFrameIsNotSealed() {
        assertThatThrownBy(pack::seal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anImageWithoutAByteIsRefusedAndItsLeaseIsStillTheCallers() {
        Lease paid = paid(10);
        assertThatThrownBy(() -> pack.add(HEAD, List.of(noise(0)), paid)).isInstanceOf(IllegalArgumentException.class);
        assertThat(pack.size()).isZero();
        assertThat(paid.bytes()).isEqualTo(10);
    }

    @Test
    void whatIsNoFrameIsRefused() {
        assertThatThrownBy(() -> new ImageHead("", 1, 1, 1, "jpeg")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageHead("a", -1, 1, 1, "jpeg")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageHead("a", 1, 1, 1L << 32, "jpeg"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Lease paid(long bytes) {
        return Objects.requireNonNull(budget.tryAcquireSpare(bytes));
    }

    private static ByteBuffer noise(int length) {
        return Packs.image(new Random(length), length);
    }
}
