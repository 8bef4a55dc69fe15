package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which bytes of an object a ranged read gives, and how it is cut. */
public abstract class RangeContract extends StoreFixture {
    private static final String TEN = "0123456789";

    @Test
    void bothEndsOfARangeAreIncluded() {
        put(ref("r"), TEN);
        assertRange(new ByteRange.Between(2, 4), PLENTY, 2, "234");
        assertRange(new ByteRange.Between(0, 0), PLENTY, 0, "0");
        assertRange(new ByteRange.Between(0, 9), PLENTY, 0, TEN);
    }

    @Test
    void theEndOfTheObjectCutsARange() {
        put(ref("r"), TEN);
        assertRange(new ByteRange.Between(8, 1000), PLENTY, 8, "89");
        assertRange(new ByteRange.From(7), PLENTY, 7, "789");
        assertRange(new ByteRange.Last(3), PLENTY, 7, "789");
        assertRange(new ByteRange.Last(1000), PLENTY, 0, TEN);
    }

    @Test
    void whatTheCallerHasPaidForCutsARange() {
        put(ref("r"), TEN);
        assertRange(ByteRange.all(), 4, 0, "0123");
        assertRange(new ByteRange.Between(2, 8), 3, 2, "234");
        assertRange(new ByteRange.From(5), 2, 5, "56");
        assertRange(new ByteRange.Last(6), 2, 4, "45");
        assertRange(new ByteRange.Last(6), 6, 4, "456789");
    }

    @Test
    void aCutRangeStillTellsOfTheWholeObject() {
        put(ref("r"), TEN);
        ReadRange read = Await.on(store().get(ref("r"), new ByteRange.Between(2, 4), PLENTY, ReadCondition.NONE));
        assertThat(read.info().size()).isEqualTo(10);
        assertThat(read.whole()).isFalse();
        assertThat(read.info().etag()).isEqualTo(head(ref("r")).etag());
    }

    @Test
    void aRangePastTheEndCannotBeSatisfied() {
        put(ref("r"), TEN);
        assertUnsatisfiable(ref("r"), new ByteRange.Between(10, 12), 10);
        assertUnsatisfiable(ref("r"), new ByteRange.From(10), 10);
        assertUnsatisfiable(ref("r"), new ByteRange.Last(0), 10);
    }

    @Test
    void onlyAllOfAnEmptyObjectCanBeRead() {
        put(ref("empty"), "");
        ReadRange all = Await.on(store().get(ref("empty"), ByteRange.all(), PLENTY, ReadCondition.NONE));
        assertThat(all.range()).isEqualTo(new ByteRange.Resolved(0, 0));
        assertThat(all.whole()).isTrue();
        assertUnsatisfiable(ref("empty"), new ByteRange.Between(0, 0), 0);
        assertUnsatisfiable(ref("empty"), new ByteRange.Last(5), 0);
    }

    @Test
    void rangesOfALargerObjectAreTheRightBytes() {
        byte[] bytes = noise(1_000_003, 5);
        Await.on(store().put(ref("large"), Attributes.NONE, WriteCondition.NONE, Chunks.body(bytes)));
        for (int from : new int[] {0, 1, 65_535, 65_536, 65_537, 999_999}) {
            ReadRange read = Await.on(store().get(ref("large"), new ByteRange.From(from), 200_000, ReadCondition.NONE));
            int to = Math.min(bytes.length, from + 200_000);
            assertThat(bytes(read)).isEqualTo(Arrays.copyOfRange(bytes, from, to));
        }
    }

    private void assertRange(ByteRange range, long maxBytes, long offset, String expected) {
        ReadRange read = Await.on(store().get(ref("r"), range, maxBytes, ReadCondition.NONE));
        assertThat(bytes(read)).asString(StandardCharsets.UTF_8).isEqualTo(expected);
        assertThat(read.range()).isEqualTo(new ByteRange.Resolved(offset, expected.length()));
    }

    private void assertUnsatisfiable(ObjectRef object, ByteRange range, long size) {
        Fault fault = Await.failure(store().get(object, range, PLENTY, ReadCondition.NONE));
        assertThat(fault.code()).isEqualTo(FaultCode.RANGE_NOT_SATISFIABLE);
        assertThat(fault.headers()).containsEntry("Content-Range", "bytes */" + size);
    }
}
