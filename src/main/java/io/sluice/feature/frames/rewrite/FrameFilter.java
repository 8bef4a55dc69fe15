package io.sluice.feature.frames.rewrite;

import io.smallrye.mutiny.Uni;

/** Which frames outlive a rewrite. Asked once for each frame, on one thread; must not block, and must not fail. */
@FunctionalInterface
public interface FrameFilter {
    /** Keeps every frame. */
    FrameFilter ALL = (camera, time, arrived) -> true;

    /**
     * Whether a frame is kept.
     *
     * @param time by its producer, in nanoseconds since 1970
     * @param arrived by the server
     */
    boolean keeps(String camera, long time, long arrived);

    /**
     * Asked before the old packs are given up: whether what it said still holds. If not, the rewrite fails with {@code write-conflict},
     * and changes nothing.
     */
    default Uni<Boolean> stands() {
        return Uni.createFrom().item(true);
    }
}
