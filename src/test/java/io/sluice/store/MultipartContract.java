package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.Fault.Effect;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.MultipartUpload.Pending;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Multipart uploads: from parts to an object, or to nothing. */
public abstract class MultipartContract extends StoreFixture {
    private static final int PART = (int) MultipartUpload.MIN_PART_BYTES;
    private static final byte[] WHOLE = noise(3 * PART + 12_345, 6);
    private static final Crc32c CRC = Crc32c.of(ByteBuffer.wrap(WHOLE));
    private static final Attributes ATTRIBUTES = new Attributes(
            ContentHeaders.ofType("video/mp4"),
            Map.of("name", "видео"),
            Map.of("t", "1"),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
            "Zoë");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void partsInAnyOrderBecomeOneObject(boolean verified) {
        MultipartUpload upload = begin("movie", verified);
        Part third = put(upload, 3, verified);
        Part first = put(upload, 1, verified);
        Part tail = put(upload, 4, verified);
        Part second = put(upload, 2, verified);

        Stored stored = Await.on(store().completeMultipart(
                        upload, completion(List.of(first, second, third, tail), verified ? CRC : null)));

        assertThat(stored.size()).isEqualTo(WHOLE.length);
        assertThat(stored.crc32c()).isEqualTo(CRC);
        ObjectInfo info = head(ref("movie"));
        assertThat(info.etag()).isEqualTo(stored.etag());
        assertThat(info.digests()).isEqualTo(new ObjectInfo.Digests(CRC, ATTRIBUTES.sha256()));
        assertThat(info.headers()).isEqualTo(ATTRIBUTES.headers());
        assertThat(info.metadata()).isEqualTo(ATTRIBUTES.metadata());
        assertThat(info.owner()).isEqualTo(ATTRIBUTES.owner());
        assertThat(Await.on(store().tags(ref("movie")))).isEqualTo(ATTRIBUTES.tags());
        assertThat(Arrays.equals(bytes(ref("movie")), WHOLE)).isTrue();
        assertThat(pending("movie")).isEmpty();
    }

    @Test
    void aPartOfAVerifiedUploadMayArriveWhileItIsSent() {
        MultipartUpload upload = begin("mixed", true);
        Part first = put(upload, 1, true);
        Part second = put(upload, 2, false);
        Part third = put(upload, 3, true);
        Part tail = put(upload, 4, false);

        Stored stored =
                Await.on(store().completeMultipart(upload, completion(List.of(first, second, third, tail), CRC)));

        assertThat(stored.crc32c()).isEqualTo(CRC);
        assertThat(head(ref("mixed")).digests().crc32c()).isEqualTo(CRC);
        assertThat(Arrays.equals(bytes(ref("mixed")), WHOLE)).isTrue();
    }

    @Test
    void aPartThatIsPutAgainReplacesTheFirst() {
        MultipartUpload upload = begin("again", true);
        Part old = Await.on(store().putPart(upload, 1, Body.of(ByteBuffer.wrap(noise(PART, 7)))));
        Part first = put(upload, 1, true);
        Part second = put(upload, 2, true);
        assertThat(first.etag()).isNotEqualTo(old.etag());
        assertThat(Await.on(store().listParts(upload))).extracting(Part::number).containsExactly(1, 2);

        Await.on(store().completeMultipart(upload, completion(List.of(first, second), null)));

        assertThat(Arrays.equals(bytes(ref("again")), Arrays.copyOf(WHOLE, 2 * PART)))
                .isTrue();
    }

    @Test
    void aSingleShortPartIsEnough() {
        MultipartUpload upload = begin("short", false);
        Part only = Await.on(store().putPart(upload, 1, Chunks.body(new byte[] {1, 2, 3})));
        Await.on(store().completeMultipart(upload, completion(List.of(only), null)));
        assertThat(bytes(ref("short"))).containsExactly(1, 2, 3);
    }

    @Test
    void storedPartsAreListed() {
        MultipartUpload upload = begin("listed", true);
        Part second = put(upload, 2, true);
        Part first = put(upload, 1, true);
        List<Part> parts = Await.on(store().listParts(upload));
        assertThat(parts).extracting(Part::number).containsExactly(1, 2);
        assertThat(parts).extracting(Part::size).containsExactly((long) PART, (long) PART);
        assertThat(parts).extracting(Part::etag).containsExactly(first.etag(), second.etag());
        Await.on(store().abortMultipart(upload));
    }

    @Test
    void aPartTellsSizeAndChecksum() {
        MultipartUpload upload = begin("told", true);
        Part part = put(upload, 1, true);
        assertThat(part.number()).isEqualTo(1);
        assertThat(part.size()).isEqualTo(PART);
        assertThat(part.crc32c()).isEqualTo(Crc32c.of(ByteBuffer.wrap(WHOLE, 0, PART)));
        Await.on(store().abortMultipart(upload));
    }

    @Test
    void aPartThatChangesOnTheWayIsTheStoresFaultAndIsNotKept() {
        MultipartUpload upload = begin("changed", true);
        Body.Held other = new Body.Held(held("a").chunks(), 1, held("b").crc32c());

        Fault fault = Await.failure(store().putPart(upload, 1, other));

        assertThat(fault.code()).isEqualTo(FaultCode.STORE_ERROR);
        assertThat(fault.effect()).isEqualTo(Effect.NONE);
        assertThat(Await.on(store().listParts(upload))).isEmpty();
        Await.on(store().abortMultipart(upload));
    }

    @Test
    void aCompletionOfAnotherChecksumIsTheCallersMistake() {
        MultipartUpload upload = begin("wrong", true);
        Part part = put(upload, 1, true);

        Fault fault = Await.failure(store().completeMultipart(upload, completion(List.of(part), CRC)));

        assertThat(fault.code()).isEqualTo(FaultCode.DIGEST_MISMATCH);
        assertMissing(ref("wrong"));
        Await.on(store().abortMultipart(upload));
    }

    @Test
    void nothingIsVisibleBeforeCompletion() {
        MultipartUpload upload = begin("hidden", true);
        put(upload, 1, true);
        assertMissing(ref("hidden"));
        assertThat(Await.on(store().list(new ListQuery(bucket(), space(), null, null, 10)))
                        .objects())
                .isEmpty();
        assertThat(pending("hidden")).extracting(Pending::id).containsExactly(upload.id());
        assertThat(pending("hidden"))
                .extracting(Pending::key)
                .containsExactly(ref("hidden").key());
        Await.on(store().abortMultipart(upload));
    }

    @Test
    void anAbortedUploadLeavesNothing() {
        MultipartUpload upload = begin("gone", true);
        Part part = put(upload, 1, true);
        Await.on(store().abortMultipart(upload));
        Await.on(store().abortMultipart(upload));

        assertMissing(ref("gone"));
        assertThat(pending("gone")).isEmpty();
        assertThat(Await.failure(store().listParts(upload)).code()).isEqualTo(FaultCode.UPLOAD_NOT_FOUND);
        assertThat(Await.failure(store().putPart(upload, 2, held("x"))).code()).isEqualTo(FaultCode.UPLOAD_NOT_FOUND);
        assertThat(Await.failure(store().completeMultipart(upload, completion(List.of(part), null)))
                        .code())
                .isEqualTo(FaultCode.UPLOAD_NOT_FOUND);
    }

    @Test
    void aFailedConditionLeavesTheOldObjectAndTheUpload() {
        ETag old = put(ref("cond"), "old").etag();
        MultipartUpload upload = begin("cond", true);
        Part part = put(upload, 1, true);
        Completion create = new Completion(List.of(part), null, WriteCondition.ABSENT, ATTRIBUTES);
        assertThat(Await.failure(store().completeMultipart(upload, create)).code())
                .isEqualTo(FaultCode.PRECONDITION_FAILED);
        assertThat(text(ref("cond"))).isEqualTo("old");
        assertThat(pending("cond")).hasSize(1);

        Completion replace = new Completion(List.of(part), null, WriteCondition.matches(old), ATTRIBUTES);
        assertThat(Await.on(store().completeMultipart(upload, replace)).size()).isEqualTo(PART);
        assertThat(head(ref("cond")).size()).isEqualTo(PART);
    }

    @Test
    void aConditionalCreateSucceedsWhereNothingIs() {
        MultipartUpload upload = begin("create", true);
        Part part = put(upload, 1, true);
        Await.on(store().completeMultipart(
                        upload, new Completion(List.of(part), null, WriteCondition.ABSENT, ATTRIBUTES)));
        assertThat(head(ref("create")).size()).isEqualTo(PART);
    }

    @Test
    void aFailingSourceStoresNoPart() {
        MultipartUpload upload = begin("broken", false);
        Body broken = new Body.Streamed(
                200_000, Chunks.failing(noise(100_000, 8), 10_000, new IllegalStateException("broken")));
        Await.failure(store().putPart(upload, 1, broken));
        assertThat(Await.on(store().listParts(upload))).isEmpty();
        Await.on(store().abortMultipart(upload));
    }

    protected final MultipartUpload begin(String name, boolean verified) {
        return Await.on(store().createMultipart(ref(name), ATTRIBUTES, verified));
    }

    /** The part of {@link #WHOLE} with this number. */
    private Part put(MultipartUpload upload, int number, boolean verified) {
        byte[] bytes = Arrays.copyOfRange(WHOLE, (number - 1) * PART, Math.min(WHOLE.length, number * PART));
        Body body = verified ? Body.of(ByteBuffer.wrap(bytes)) : Chunks.body(bytes);
        return Await.on(store().putPart(upload, number, body));
    }

    /** By the full key: not every store finds uploads by the beginning of one. */
    private List<Pending> pending(String name) {
        return Await.on(store().listMultipart(bucket(), ref(name).key().value()));
    }

    protected static Completion completion(List<Part> parts, @Nullable Crc32c crc) {
        return new Completion(parts, crc, WriteCondition.NONE, ATTRIBUTES);
    }
}
