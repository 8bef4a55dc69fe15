package io.sluice.feature.frames.pack;

/**
 * Hears of every pack that this process has stored, before its frames are acknowledged: who asks for a frame that was
 * acknowledged finds it. Thread-safe; called on any thread, for one pack at a time, and must not block.
 */
@FunctionalInterface
public interface PackListener {
    /**
     * A pack is in the store.
     *
     * @param bytes of the object
     */
    void stored(PackKey key, long bytes, FrameTable table);
}
