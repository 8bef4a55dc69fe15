package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.FrameHead;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes a whole body as one frame. Confined to one thread at a time. */
public final class BodyParser implements FrameParser {
    /** For the constructor: the length is not declared. */
    public static final long NO_LENGTH = -1;

    private final FrameSource source;
    private final FrameHead head;
    private final long length;
    private final Intake intake;

    /**
     * @param length of the body in bytes, or {@link #NO_LENGTH}
     * @throws Fault {@code frame-too-large} when it is declared as that
     */
    public BodyParser(FrameSource source, FrameHead head, long length, FrameListener listener) {
        this.source = source;
        this.head = head;
        this.length = length;
        this.intake = new Intake(source, listener);
        if (length > source.maxFrameBytes()) {
            throw source.tooLarge();
        }
    }

    @Override
    public @Nullable StreamEnd feed(ByteBuffer chunk) {
        intake.requireOpen();
        ByteBuffer in = chunk.slice();
        intake.image().add(in, 0, in.limit());
        StreamEnd end = intake.image().length() > source.maxFrameBytes() ? intake.broken(0, source.tooLarge()) : null;
        intake.settle(in.limit());
        return end;
    }

    @Override
    public long awaited() {
        return length == NO_LENGTH ? 0 : length - intake.fed();
    }

    @Override
    public boolean unsettled() {
        return false;
    }

    @Override
    public void settle() {}

    @Override
    public StreamEnd end() {
        intake.requireOpen();
        if (intake.image().length() == 0) {
            return intake.broken(0, FrameSource.empty());
        }
        intake.emit(head);
        intake.settle(0);
        return intake.complete(true);
    }

    @Override
    public void close() {
        intake.giveUp();
    }
}
