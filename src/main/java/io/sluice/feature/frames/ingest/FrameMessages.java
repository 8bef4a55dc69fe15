package io.sluice.feature.frames.ingest;

import io.sluice.feature.frames.wire.MessageParser;
import io.sluice.feature.frames.wire.StreamEnd;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages as the source of a stream. Confined to the stream's lane.
 *
 * <p>A message, or the piece of one, is in memory as a whole before it is seen, and so before it is paid for: what is paid ahead is
 * what the one before it had.
 */
public final class FrameMessages implements FrameStream.Source {
    private static final int LEAST = 16 << 10;

    private final FrameStream stream;
    private final MessageParser parser;
    private final Runnable fetch;
    private long likely = LEAST;

    /**
     * @param parser hands what it finds to {@code stream}
     * @param fetch asks for one piece
     */
    public FrameMessages(FrameStream stream, MessageParser parser, Runnable fetch) {
        this.stream = stream;
        this.parser = parser;
        this.fetch = fetch;
    }

    /** A text message. */
    public void text(String message) {
        stream.received(0);
        goOn(stream.ended() ? null : parser.text(message));
    }

    /** A binary message, or a piece of one. */
    public void binary(ByteBuffer piece, boolean last) {
        likely = Math.max(LEAST, piece.remaining());
        if (!stream.ended()) {
            stream.received(piece.remaining());
            goOn(parser.binary(piece, last));
        }
    }

    private void goOn(@Nullable StreamEnd end) {
        if (end != null) {
            stream.ended(end);
        } else {
            stream.more();
        }
    }

    /** The sender says that it was the end. */
    public void end() {
        if (!stream.ended()) {
            stream.ended(parser.end());
        }
    }

    @Override
    public void ask() {
        fetch.run();
    }

    @Override
    public long chunk() {
        return likely;
    }

    @Override
    public long awaited() {
        return 0;
    }

    @Override
    public void stop() {
        parser.close();
    }
}
