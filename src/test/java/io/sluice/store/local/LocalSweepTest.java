package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Pending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SubmissionPublisher;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was begun and left is removed, what is in use is not. */
class LocalSweepTest extends LocalFixture {
    private static final Duration AGE = Duration.ofDays(7);

    @Test
    void onlyAnUploadThatNobodyTouchesIsRemoved() throws IOException {
        MultipartUpload left = begin("left");
        MultipartUpload used = begin("used");
        age(left);
        age(used);
        Await.on(store().putPart(used, 1, held("x")));

        assertThat(Await.on(swept().sweep(AGE)).uploads()).isEqualTo(1);

        assertThat(Await.on(store().listMultipart(bucket(), "")))
                .extracting(Pending::id)
                .containsExactly(used.id());
        assertThat(Await.failure(store().putPart(left, 1, held("x"))).code()).isEqualTo(FaultCode.UPLOAD_NOT_FOUND);
        assertThat(drafts()).isEmpty();
    }

    @Test
    void anUploadWhosePartIsOnItsWayIsInUse() throws IOException {
        MultipartUpload upload = begin("slow");
        age(upload);
        SubmissionPublisher<ByteBuffer> bytes = new SubmissionPublisher<>();
        var part = store().putPart(upload, 1, new Body.Streamed(1, bytes)).subscribeAsCompletionStage();
        Awaitility.await().until(bytes::hasSubscribers);

        assertThat(Await.on(swept().sweep(AGE)).uploads()).isZero();

        bytes.submit(ByteBuffer.wrap(new byte[1]));
        bytes.close();
        assertThat(part).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void sweepingGoesOnWhileTheStoreRuns() throws IOException {
        Queue<Runnable> hours = new ConcurrentLinkedQueue<>();
        new LocalSweep(
                        swept(),
                        (pause, task) -> {
                            hours.add(task);
                            return () -> hours.remove(task);
                        },
                        AGE)
                .start();
        Awaitility.await().until(() -> hours.size() == 1);
        age(begin("later"));

        hours.remove().run();

        Awaitility.await().until(() -> hours.size() == 1);
        assertThat(Await.on(store().listMultipart(bucket(), ""))).isEmpty();
    }

    private LocalObjectStore swept() {
        return (LocalObjectStore) store();
    }

    private MultipartUpload begin(String key) {
        return Await.on(store().createMultipart(exactly(key), Attributes.NONE, true));
    }

    private void age(MultipartUpload upload) throws IOException {
        Instant before = TimeSource.system().now().minus(AGE).minusSeconds(60);
        Path uploads = root().resolve(".sluice").resolve("uploads").resolve(bucket().value());
        Files.setLastModifiedTime(uploads.resolve(upload.id()), FileTime.from(before));
    }
}
