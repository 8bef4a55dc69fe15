package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.ETag;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.MultipartUpload.Pending;
import io.sluice.store.WriteCondition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the store on a folder promises of multipart uploads. */
class LocalMultipartTest extends LocalFixture {
    @Test
    void uploadsAreFoundByAnyPrefix() {
        begin("a/1");
        begin("b/1");
        MultipartUpload second = begin("a/0");
        assertThat(Await.on(store().listMultipart(bucket(), "a/")))
                .extracting(pending -> pending.key().value())
                .containsExactly("a/0", "a/1");
        assertThat(Await.on(store().listMultipart(bucket(), ""))).hasSize(3);
        Await.on(store().abortMultipart(second));
        assertThat(Await.on(store().listMultipart(bucket(), "a/")))
                .extracting(Pending::id)
                .doesNotContain(second.id());
    }

    @Test
    void anUploadOutlivesTheProcess() {
        MultipartUpload upload = begin("k");
        Part part = put(upload, 1, 100);
        assertThat(Await.on(reopened().listParts(upload))).containsExactly(part);
        Await.on(reopened().completeMultipart(upload, completion(null, part)));
        assertThat(head(exactly("k")).size()).isEqualTo(100);
    }

    @Test
    void aWrongListOfPartsIsRefused() {
        MultipartUpload upload = begin("k");
        Part first = put(upload, 1, (int) MultipartUpload.MIN_PART_BYTES);
        Part small = put(upload, 2, 10);
        Part third = put(upload, 3, 10);
        Part unknown = new Part(4, small.etag(), 10, null);
        Part otherTag = new Part(2, new ETag("other"), 10, null);
        assertRefused(upload, first, small, third);
        assertRefused(upload, first, unknown);
        assertRefused(upload, first, otherTag);
        assertRefused(upload, small, first);
        assertRefused(upload, first, first);
        assertRefused(upload);
        assertMissing(exactly("k"));
        Await.on(store().completeMultipart(upload, completion(null, first, small)));
        assertThat(head(exactly("k")).size()).isEqualTo(MultipartUpload.MIN_PART_BYTES + 10);
    }

    @Test
    void aPartThatClaimsToBeLargerIsStillTooSmall() {
        MultipartUpload upload = begin("k");
        Part small = put(upload, 1, 10);
        Part claimed = new Part(1, small.etag(), MultipartUpload.MIN_PART_BYTES, null);
        assertRefused(upload, claimed, put(upload, 2, 10));
    }

    @Test
    void aWrongChecksumStoresNothing() {
        MultipartUpload upload = begin("k");
        Part part = put(upload, 1, 10);
        assertThat(Await.failure(store().completeMultipart(upload, completion(new Crc32c(1), part)))
                        .code())
                .isEqualTo(FaultCode.DIGEST_MISMATCH);
        assertMissing(exactly("k"));
        Await.on(store().completeMultipart(upload, completion(part.crc32c(), part)));
    }

    @Test
    void partNumbersHaveBounds() {
        MultipartUpload upload = begin("k");
        for (int number : new int[] {-1, 0, 10_001}) {
            assertThat(Await.failure(store().putPart(upload, number, held("x"))).code())
                    .isEqualTo(FaultCode.INVALID_PARAMETER);
        }
        assertThat(put(upload, 10_000, 1).number()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../../x", "", "a/b", "01ARZ3NDEKTSV4RRFFQ69G5FA/", "01ARZ3NDEKTSV4RRFFQ69G5FAV"})
    void anUploadIdIsNoPath(String id) throws IOException {
        put(exactly("k"), "kept");
        MultipartUpload forged = new MultipartUpload(exactly("k"), id, true);
        assertThat(Await.failure(store().listParts(forged)).code()).isEqualTo(FaultCode.UPLOAD_NOT_FOUND);
        assertThat(Await.failure(store().putPart(forged, 1, held("x"))).code()).isEqualTo(FaultCode.UPLOAD_NOT_FOUND);
        Await.on(store().abortMultipart(forged));
        assertThat(text(exactly("k"))).isEqualTo("kept");
        assertThat(drafts()).isEmpty();
    }

    @Test
    void anUploadBelongsToItsKey() {
        MultipartUpload upload = begin("k");
        MultipartUpload stolen = new MultipartUpload(exactly("other"), upload.id(), true);
        assertThat(Await.failure(store().putPart(stolen, 1, held("x"))).code()).isEqualTo(FaultCode.UPLOAD_NOT_FOUND);
        Await.on(store().abortMultipart(stolen));
        assertThat(Await.on(store().listParts(upload))).isEmpty();
    }

    @Test
    void ofTwoCompletionsOneFindsTheUploadGone() {
        for (int round = 0; round < 20; round++) {
            MultipartUpload upload = begin("race" + round);
            Part part = put(upload, 1, 300_000);
            List<Optional<Throwable>> ends =
                    race(4, writer -> store().completeMultipart(upload, completion(null, part)));
            assertThat(ends.stream().filter(Optional::isEmpty)).hasSize(1);
            assertThat(ends.stream().flatMap(Optional::stream))
                    .allMatch(
                            failure -> io.sluice.base.fault.Fault.from(failure).code() == FaultCode.UPLOAD_NOT_FOUND);
            assertThat(head(exactly("race" + round)).size()).isEqualTo(300_000);
        }
    }

    @Test
    void nothingOfAnEndedUploadStaysOnTheDisk() throws IOException {
        MultipartUpload done = begin("done");
        Await.on(store().completeMultipart(done, completion(null, put(done, 1, 10))));
        MultipartUpload dropped = begin("dropped");
        put(dropped, 1, 10);
        Await.on(store().abortMultipart(dropped));
        Path uploads = root().resolve(".sluice").resolve("uploads").resolve(bucket().value());
        try (Stream<Path> left = Files.list(uploads)) {
            assertThat(left).isEmpty();
        }
        assertThat(drafts()).isEmpty();
    }

    private MultipartUpload begin(String key) {
        return Await.on(store().createMultipart(exactly(key), Attributes.NONE, true));
    }

    private Part put(MultipartUpload upload, int number, int length) {
        return Await.on(store().putPart(upload, number, Body.of(ByteBuffer.wrap(noise(length, number)))));
    }

    private void assertRefused(MultipartUpload upload, Part... parts) {
        assertThat(Await.failure(store().completeMultipart(upload, completion(null, parts)))
                        .code())
                .isEqualTo(FaultCode.INVALID_PARAMETER);
    }

    private static Completion completion(@Nullable Crc32c crc, Part... parts) {
        return new Completion(List.of(parts), crc, WriteCondition.NONE, Attributes.NONE);
    }
}
