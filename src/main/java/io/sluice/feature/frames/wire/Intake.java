package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.FrameImage;
import io.sluice.feature.frames.wire.StreamEnd.Broken;
import io.sluice.feature.frames.wire.StreamEnd.Complete;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The image that is arriving, and the books of a stream: how many bytes came, which of them are not needed any more, how many
 * frames were handed on, and whether it goes on.
 */
final class Intake {
    private final FrameSource source;
    private final FrameListener listener;
    private final ImageChunks image = new ImageChunks();
    private long fed;
    private long emitted;
    private long released;
    private long frames;
    private boolean open = true;

    Intake(FrameSource source, FrameListener listener) {
        this.source = source;
        this.listener = listener;
    }

    boolean open() {
        return open;
    }

    void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the stream has ended");
        }
    }

    /** Bytes that were settled. */
    long fed() {
        return fed;
    }

    ImageChunks image() {
        return image;
    }

    /** Hands the image on. */
    void emit(FrameHead head) {
        int length = (int) image.length();
        List<ByteBuffer> chunks = image.take();
        frames++;
        emitted += length;
        listener.frame(head.frame(source.camera(), new FrameImage(chunks, length, listener::released)));
    }

    /** {@code bytes} more have been read: those that are in no image are not needed any more. */
    void settle(long bytes) {
        fed += bytes;
        long free = fed - emitted - image.length() - released;
        if (free > 0) {
            released += free;
            listener.released(free);
        }
    }

    StreamEnd complete(boolean closed) {
        open = false;
        return new Complete(frames, closed);
    }

    /** Ends the stream; what has come of an image is dropped, and settled by the next {@link #settle}. */
    StreamEnd broken(long offset, Fault fault) {
        open = false;
        image.take();
        return new Broken(frames, offset, fault);
    }

    void giveUp() {
        open = false;
        image.take();
        settle(0);
    }
}
