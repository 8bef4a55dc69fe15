package io.sluice.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlabsTest {
    private final Slabs slabs = new Slabs(2 * Slabs.SIZE);

    @Test
    void aSlabThatWasGivenBackIsTakenAgainAndEmpty() {
        ByteBuffer slab = slabs.take();
        slab.put(new byte[100]);
        slabs.giveBack(List.of(slab));
        assertThat(slabs.kept()).isEqualTo(Slabs.SIZE);
        assertThat(slabs.take())
                .isSameAs(slab)
                .matches(taken -> taken.position() == 0 && taken.remaining() == Slabs.SIZE);
        assertThat(slabs.kept()).isZero();
    }

    @Test
    void twoWhoTakeHaveDifferentSlabs() {
        assertThat(slabs.take()).isNotSameAs(slabs.take());
    }

    @Test
    void noMoreIsKeptThanItsShare() {
        slabs.giveBack(List.of(slabs.take(), slabs.take(), slabs.take()));
        assertThat(slabs.kept()).isEqualTo(2L * Slabs.SIZE);
    }
}
