package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What conditions do to reads: the same for {@code head} and {@code get}. */
public abstract class ReadConditionContract extends StoreFixture {
    private static final ETag OTHER = new ETag("0123456789abcdef0123456789abcdef");
    private static final ETag ANOTHER = new ETag("fedcba9876543210fedcba9876543210");

    @Test
    void ifMatchWantsOneOfItsTags() {
        ETag etag = put(ref("c"), "abc").etag();
        assertRead(ifMatch(etag));
        assertRead(ifMatch(OTHER, etag, ANOTHER));
        assertRead(ifMatch(ReadCondition.ANY));
        assertRefused(FaultCode.PRECONDITION_FAILED, ifMatch(OTHER));
        assertRefused(FaultCode.PRECONDITION_FAILED, ifMatch(OTHER, ANOTHER));
    }

    @Test
    void ifNoneMatchWantsNoneOfItsTags() {
        ETag etag = put(ref("c"), "abc").etag();
        assertRead(ifNoneMatch(OTHER));
        assertRead(ifNoneMatch(OTHER, ANOTHER));
        assertRefused(FaultCode.NOT_MODIFIED, ifNoneMatch(etag));
        assertRefused(FaultCode.NOT_MODIFIED, ifNoneMatch(OTHER, etag));
        assertRefused(FaultCode.NOT_MODIFIED, ifNoneMatch(ReadCondition.ANY));
    }

    @Test
    void notModifiedNamesTheTag() {
        ETag etag = put(ref("c"), "abc").etag();
        Fault ofHead = Await.failure(store().head(ref("c"), ifNoneMatch(etag)));
        Fault ofGet = Await.failure(store().get(ref("c"), ByteRange.all(), PLENTY, ifNoneMatch(etag)));
        assertThat(ofHead.headers()).containsEntry("ETag", etag.quoted());
        assertThat(ofGet.headers()).containsEntry("ETag", etag.quoted());
    }

    @Test
    void ifModifiedSinceCountsToTheSecond() {
        Instant modified = modified();
        assertRefused(FaultCode.NOT_MODIFIED, since(modified, null));
        assertRead(since(modified.minusSeconds(1), null));
        assertRead(since(modified.minusSeconds(86_400), null));
    }

    @Test
    void ifUnmodifiedSinceCountsToTheSecond() {
        Instant modified = modified();
        assertRead(since(null, modified));
        assertRefused(FaultCode.PRECONDITION_FAILED, since(null, modified.minusSeconds(1)));
    }

    @Test
    void aTagGoesBeforeATime() {
        Instant modified = modified();
        ETag etag = head(ref("c")).etag();
        Instant before = modified.minusSeconds(100);
        assertRead(new ReadCondition(List.of(etag), List.of(), null, before));
        assertRead(new ReadCondition(List.of(), List.of(OTHER), modified, null));
        assertRefused(FaultCode.PRECONDITION_FAILED, new ReadCondition(List.of(OTHER), List.of(), null, modified));
        assertRefused(FaultCode.NOT_MODIFIED, new ReadCondition(List.of(), List.of(etag), before, null));
    }

    @Test
    void aFailedMatchGoesBeforeNotModified() {
        ETag etag = put(ref("c"), "abc").etag();
        assertRefused(FaultCode.PRECONDITION_FAILED, new ReadCondition(List.of(OTHER), List.of(etag), null, null));
        assertRefused(FaultCode.NOT_MODIFIED, new ReadCondition(List.of(etag), List.of(etag), null, null));
    }

    @Test
    void aConditionGoesBeforeARange() {
        put(ref("c"), "abc");
        Fault fault = Await.failure(store().get(ref("c"), new ByteRange.From(100), PLENTY, ifMatch(OTHER)));
        assertThat(fault.code()).isEqualTo(FaultCode.PRECONDITION_FAILED);
    }

    @Test
    void aConditionHoldsForARangeToo() {
        ETag etag = put(ref("c"), "abc").etag();
        ReadRange read = Await.on(store().get(ref("c"), new ByteRange.From(1), PLENTY, ReadCondition.matches(etag)));
        assertThat(bytes(read)).containsExactly('b', 'c');
    }

    @Test
    void aMissingObjectIsNotFoundUnderAnyCondition() {
        for (ReadCondition condition : List.of(ReadCondition.NONE, ifMatch(OTHER), ifNoneMatch(OTHER))) {
            assertRefused(FaultCode.OBJECT_NOT_FOUND, condition);
        }
    }

    /** Of a new object, cut to the second. */
    private Instant modified() {
        put(ref("c"), "abc");
        return head(ref("c")).lastModified().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private void assertRead(ReadCondition condition) {
        assertThat(Await.on(store().head(ref("c"), condition)).size()).isEqualTo(3);
        assertThat(bytes(Await.on(store().get(ref("c"), ByteRange.all(), PLENTY, condition))))
                .hasSize(3);
    }

    private void assertRefused(FaultCode code, ReadCondition condition) {
        assertThat(Await.failure(store().head(ref("c"), condition)).code())
                .as("head %s", condition)
                .isEqualTo(code);
        assertThat(Await.failure(store().get(ref("c"), ByteRange.all(), PLENTY, condition))
                        .code())
                .as("get %s", condition)
                .isEqualTo(code);
    }

    private static ReadCondition ifMatch(ETag... tags) {
        return new ReadCondition(List.of(tags), List.of(), null, null);
    }

    private static ReadCondition ifNoneMatch(ETag... tags) {
        return new ReadCondition(List.of(), List.of(tags), null, null);
    }

    private static ReadCondition since(@Nullable Instant modified, @Nullable Instant unmodified) {
        return new ReadCondition(List.of(), List.of(), modified, unmodified);
    }
}
