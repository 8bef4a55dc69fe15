package io.sluice.feature.frames.wire;

import io.sluice.feature.frames.Frame;

/** Who gets what a parser finds. Every byte that is fed is released exactly once, by the parser or with its frame. */
public interface FrameListener {
    /** A whole frame, on the parser's thread; the frame is the listener's to close. Must not throw. */
    void frame(Frame frame);

    /** {@code bytes} of what was fed are needed no longer: on the parser's thread, or on that which closes a frame. */
    void released(long bytes);
}
