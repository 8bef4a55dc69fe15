package io.sluice.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.ByteRange.Between;
import io.sluice.base.bytes.ByteRange.From;
import io.sluice.base.bytes.ByteRange.Last;
import io.sluice.base.bytes.ByteRange.Resolved;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ByteRangeTest {
    @Test
    void aRangeIsCutAtTheEndOfTheObject() {
        assertThat(new Between(2, 5).within(10)).isEqualTo(new Resolved(2, 4));
        assertThat(new Between(2, Long.MAX_VALUE).within(10)).isEqualTo(new Resolved(2, 8));
        assertThat(new Between(9, 9).within(10)).isEqualTo(new Resolved(9, 1));
        assertThat(new From(9).within(10)).isEqualTo(new Resolved(9, 1));
        assertThat(new Last(3).within(10)).isEqualTo(new Resolved(7, 3));
        assertThat(new Last(Long.MAX_VALUE).within(10)).isEqualTo(new Resolved(0, 10));
        assertThat(ByteRange.all().within(10)).isEqualTo(new Resolved(0, 10));
        assertThat(new Resolved(7, 3).end()).isEqualTo(10);
    }

    @Test
    void allOfNothingIsNothing() {
        assertThat(ByteRange.all().within(0)).isEqualTo(new Resolved(0, 0));
    }

    static ByteRange[] outside() {
        return new ByteRange[] {
            new Between(10, 20),
            new From(10),
            new From(Long.MAX_VALUE),
            new Last(0),
            new Between(Long.MAX_VALUE, Long.MAX_VALUE)
        };
    }

    @ParameterizedTest
    @MethodSource("outside")
    void outsideTheObjectThereIsNothing(ByteRange range) {
        assertThatThrownBy(() -> range.within(10)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.RANGE_NOT_SATISFIABLE);
            assertThat(fault.headers()).containsEntry("Content-Range", "bytes */10");
        });
    }

    @Test
    void anEmptyObjectHasNoOtherRange() {
        for (ByteRange range : new ByteRange[] {new Between(0, 0), new Last(1), new From(1)}) {
            assertThatThrownBy(() -> range.within(0)).isInstanceOf(Fault.class);
        }
    }

    @Test
    void impossibleRangesAreNotMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Between(5, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Between(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new From(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Last(-1));
    }
}
