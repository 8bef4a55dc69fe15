package io.sluice.store.buckets;

import io.sluice.store.PresignedRequest;
import io.sluice.store.Presigner;
import io.sluice.store.Presigning;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Signs requests for objects of logical buckets, by where they really are. */
public record MappedPresigner(Presigner real, BucketDirectory buckets) implements Presigner {
    @Override
    public Uni<PresignedRequest> presign(Presigning request, Duration validity) {
        return Uni.createFrom().deferred(() -> real.presign(request.of(buckets.real(request.object())), validity));
    }
}
