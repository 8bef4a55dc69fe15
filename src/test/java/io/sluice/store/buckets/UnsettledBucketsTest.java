package io.sluice.store.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnsettledBucketsTest {
    private static final BucketName FILES = new BucketName("files");
    private static final BucketName FRAMES = new BucketName("frames");

    private final UnsettledBuckets buckets = new UnsettledBuckets(Set.of(FILES, FRAMES));

    private static <T> Uni<T> failing(FaultCode code) {
        return Uni.createFrom().failure(Fault.of(code, "On cue."));
    }

    private Fault missing(BucketName bucket) {
        return Await.failure(buckets.within(bucket, failing(FaultCode.BUCKET_NOT_FOUND)));
    }

    @Test
    void whatFindsABucketMissingTooEarlyMayBeTriedAgain() {
        Fault fault = missing(FILES);

        assertThat(fault.code()).isEqualTo(FaultCode.BUCKET_NOT_READY);
        assertThat(fault.retryable()).isTrue();
        assertThat(fault.detail()).contains("files");
    }

    @Test
    void otherOutcomesAreToldAsTheyAre() {
        assertThat(Await.on(buckets.within(FILES, Uni.createFrom().item("bytes"))))
                .isEqualTo("bytes");
        assertThat(Await.failure(buckets.within(FILES, failing(FaultCode.OBJECT_NOT_FOUND)))
                        .code())
                .isEqualTo(FaultCode.OBJECT_NOT_FOUND);
    }

    @Test
    void aBucketThatGetsLostAfterItWasThereIsMissing() {
        Await.on(buckets.settling(FILES, Uni.createFrom().voidItem()));

        assertThat(missing(FILES).code()).isEqualTo(FaultCode.BUCKET_NOT_FOUND);
        assertThat(missing(FRAMES).code()).isEqualTo(FaultCode.BUCKET_NOT_READY);
    }

    @Test
    void aBucketThatMayNotBeMadeIsMissing() {
        Await.failure(buckets.settling(FILES, failing(FaultCode.ACCESS_DENIED)));

        assertThat(missing(FILES).code()).isEqualTo(FaultCode.BUCKET_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(names = {"STORE_UNAVAILABLE", "STORE_TIMEOUT", "STORE_BUSY", "STORE_ERROR"})
    void aStoreThatDoesNotAnswerSettlesNothing(FaultCode code) {
        Await.failure(buckets.settling(FILES, failing(code)));

        assertThat(missing(FILES).code()).isEqualTo(FaultCode.BUCKET_NOT_READY);
    }

    @Test
    void anUnknownBucketIsMissingFromTheBeginning() {
        assertThat(missing(new BucketName("nowhere")).code()).isEqualTo(FaultCode.BUCKET_NOT_FOUND);
    }
}
