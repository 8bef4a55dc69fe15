package io.sluice.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Signs requests that others send straight to the store, with nothing of Sluice on the way. Thread-safe. */
@FunctionalInterface
public interface Presigner {
    /**
     * Signs a request.
     *
     * @param validity from now on; 1 s to 7 days, which is what S3 takes
     * @return fails with {@code not-supported} where the store has no such thing, or nothing to sign it with
     */
    Uni<PresignedRequest> presign(Presigning request, Duration validity);
}
