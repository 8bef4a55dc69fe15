package io.sluice.runtime;

import io.sluice.feature.frames.erasing.ErasureConfig;
import io.sluice.feature.frames.erasing.ErasureRounds;
import io.sluice.feature.frames.retention.RetentionConfig;
import io.sluice.feature.frames.retention.RetentionRounds;
import io.sluice.feature.frames.upkeep.Compaction;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All that works on stored frames in the background. */
@Singleton
class Upkeep {
    private final Compaction compaction;
    private final RetentionRounds retention;
    private final RetentionConfig retentionConfig;
    private final ErasureRounds erasure;
    private final ErasureConfig erasureConfig;

    Upkeep(
            Compaction compaction,
            RetentionRounds retention,
            RetentionConfig retentionConfig,
            ErasureRounds erasure,
            ErasureConfig erasureConfig) {
        this.compaction = compaction;
        this.retention = retention;
        this.retentionConfig = retentionConfig;
        this.erasure = erasure;
        this.erasureConfig = erasureConfig;
    }

    void start() {
        compaction.start();
        retention.start(retentionConfig.retentionEvery());
        erasure.start(erasureConfig.erasureEvery());
    }

    /** Begins nothing more; completes when what is under way has ended. Any number of times. */
    CompletionStage<Void> stop() {
        return CompletableFuture.allOf(
                compaction.stop().toCompletableFuture(),
                retention.stop().toCompletableFuture(),
                erasure.stop().toCompletableFuture());
    }
}
