package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.FrameHead;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in the messages of a WebSocket. A binary message is an image. A text message before it is a JSON object with
 * any of {@code time} and {@code sequence} (as the header fields {@code X-Frame-Time} and {@code X-Frame-Sequence}: text, or a
 * whole number) and {@code contentType}; it speaks of the next binary message. Images are not copied. The first mistake ends the
 * stream; frames before it are kept. Offsets count the bytes of binary messages. Confined to one thread at a time.
 */
public final class MessageParser implements AutoCloseable {
    private final FrameSource source;
    private final Intake intake;
    private @Nullable FrameHead head;
    private long origin;
    private boolean within;

    public MessageParser(FrameSource source, FrameListener listener) {
        this.source = source;
        this.intake = new Intake(source, listener);
    }

    /**
     * Takes a text message.
     *
     * @return how the stream ended, once it has; null while it goes on
     * @throws IllegalStateException when it has ended before, or within a binary message
     */
    public @Nullable StreamEnd text(String message) {
        intake.requireOpen();
        if (within) {
            throw new IllegalStateException("a text message within a binary one");
        }
        try {
            if (head != null) {
                throw Fault.of(FaultCode.INVALID_FRAME_HEAD, "Two text messages stand before one frame.");
            }
            head = MessageHead.read(message, source.clock());
            return null;
        } catch (Fault fault) {
            return intake.broken(origin, fault);
        }
    }

    /**
     * Takes a binary message or a fragment of one, which is the parser's from now on and must not change any more.
     *
     * @param last whether the message ends with it
     * @return how the stream ended, once it has; null while it goes on
     * @throws IllegalStateException when it has ended before
     */
    public @Nullable StreamEnd binary(ByteBuffer fragment, boolean last) {
        intake.requireOpen();
        ByteBuffer in = fragment.slice();
        intake.image().add(in, 0, in.limit());
        within = true;
        StreamEnd end = null;
        try {
            checkLength(last);
            if (last) {
                emit();
            }
        } catch (Fault fault) {
            end = intake.broken(origin, fault);
        }
        intake.settle(in.limit());
        if (last) {
            origin = intake.fed();
        }
        return end;
    }

    /**
     * No more will come.
     *
     * @throws IllegalStateException when the stream has ended before
     */
    public StreamEnd end() {
        intake.requireOpen();
        if (!within && head == null) {
            return intake.complete(true);
        }
        StreamEnd broken = intake.broken(
                origin, Fault.of(FaultCode.INVALID_FRAME_HEAD, "The stream ends before the end of a frame."));
        intake.settle(0);
        return broken;
    }

    /** Gives the stream up: what has come of a frame is dropped. Harmless after the end. */
    @Override
    public void close() {
        intake.giveUp();
    }

    private void checkLength(boolean last) {
        long length = intake.image().length();
        if (length > source.maxFrameBytes()) {
            throw source.tooLarge();
        }
        if (last && length == 0) {
            throw FrameSource.empty();
        }
    }

    private void emit() {
        FrameHead said = head == null ? FrameHead.NOTHING : head;
        head = null;
        within = false;
        intake.emit(said);
    }
}
