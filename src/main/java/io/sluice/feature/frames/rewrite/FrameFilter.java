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

    /** Keeps what both keep. */
    default FrameFilter and(FrameFilter other) {
        FrameFilter one = this;
        return new FrameFilter() {
            @Override
            public boolean keeps(String camera, long time, long arrived) {
                return one.keeps(camera, time, arrived) && other.keeps(camera, time, arrived);
            }

            @Override
            public Uni<Boolean> stands() {
                return one.stands()
                        .chain(stands ->
                                stands ? other.stands() : Uni.createFrom().item(false));
            }
        };
    }
}
