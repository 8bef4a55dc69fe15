package io.sluice.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {
    @Test
    void theThreeFormsAreUnderstood() {
        assertThat(RangeHeader.parse("bytes=2-5")).isEqualTo(new ByteRange.Between(2, 5));
        assertThat(RangeHeader.parse("bytes=7-")).isEqualTo(new ByteRange.From(7));
        assertThat(RangeHeader.parse("bytes=-3")).isEqualTo(new ByteRange.Last(3));
        assertThat(RangeHeader.parse("BYTES= 0-0 ")).isEqualTo(new ByteRange.Between(0, 0));
    }

    @Test
    void aNumberThatNoObjectReachesIsAsGoodAsTheLargest() {
        assertThat(RangeHeader.parse("bytes=0-18446744073709551615"))
                .isEqualTo(new ByteRange.Between(0, Long.MAX_VALUE));
        assertThat(RangeHeader.parse("bytes=99999999999999999999-")).isEqualTo(new ByteRange.From(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "lines=1-2", "bytes", "bytes=0-1,3-4", "bytes=,"})
    void whatIsNoSingleRangeOfBytesMeansTheWhole(String header) {
        assertThat(RangeHeader.parse(header)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=", "bytes=-", "bytes=5-2", "bytes=a-", "bytes=1", "bytes=1-2-3", "bytes=+1-2", "bytes=٣-٤"
            })
    void aMalformedRangeIsRefused(String header) {
        assertThatThrownBy(() -> RangeHeader.parse(header))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_RANGE));
    }
}
