package io.sluice.store.transfer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.telemetry.Meters;
import io.sluice.store.ObjectStore;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Opens uploads. Thread-safe. */
public final class Uploads {
    private final ObjectUpload.Context context;

    /** Where the bytes of uploads lie, and what pays for them. */
    public record Memory(ByteBudget budget, Slabs slabs) {}

    public Uploads(ObjectStore store, Memory memory, TransferSettings settings, MeterRegistry meters) {
        this.context =
                new ObjectUpload.Context(store, memory, settings, parts(meters, "held"), parts(meters, "passed"));
    }

    /**
     * Pays for the upload's window; no byte need be asked for before that. Subscribe the result to the bytes, or they
     * stay paid for.
     *
     * @param lane runs one task after another, never one within another; the upload and the publisher of its bytes are confined to it
     * @return fails with {@code budget-exhausted}; completes on any thread
     */
    public CompletionStage<ObjectUpload> open(UploadRequest request, Executor lane) {
        long window = context.settings().window();
        boolean small = request.length() != UploadRequest.UNKNOWN_LENGTH && request.length() < window;
        return context.budget()
                .acquire(
                        small ? request.length() : window,
                        ByteBudget.Share.FLOOR,
                        context.settings().patience())
                .thenApply(lease -> new ObjectUpload(context, request, lease, lane));
    }

    private static Counter parts(MeterRegistry meters, String way) {
        return Counter.builder(Meters.UPLOAD_PARTS)
                .description("Parts of uploads by the way they went: held in memory, or passed through")
                .tag("way", way)
                .register(meters);
    }
}
