package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.wire.Delimiter.Mark;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in a multipart stream ({@code x-mixed-replace}, {@code mixed}, {@code form-data}: the framing is the same)
 * as its chunks come. Images are not copied: a frame holds views of the chunks. Never holds more than the frame that is arriving
 * and a head of {@link #MAX_HEAD} bytes. Confined to one thread at a time.
 *
 * <p>A part with a {@code Content-Length} is read by it, and a delimiter must follow; else its end is the next delimiter.
 * Beside what RFC 2046 says are taken: lines that end with LF alone, a boundary with its dashes, a delimiter right after an image
 * of declared length, and a stream that stops after a whole frame. The first mistake ends the stream; frames before it are kept.
 *
 * <p>What it finds does not depend on how the stream was cut into chunks.
 */
public final class MultipartParser implements FrameParser {
    /** The longest head of a part, in bytes; also what may stand before the first delimiter. */
    public static final int MAX_HEAD = 8 << 10;

    private final FrameSource source;
    private final Framing framing;
    private final Intake intake;
    private final ImageChunks image;
    private final LineReader lines = new LineReader(MAX_HEAD);
    private final PartHead fields = new PartHead();

    private Step step = Step.PREAMBLE;
    private FrameHead head = FrameHead.NOTHING;
    private boolean crlf;
    private boolean emitted;
    private long left;
    private long origin;

    private enum Step {
        /** Before the first delimiter. */
        PREAMBLE,
        HEAD,
        /** In an image of declared length. */
        SIZED,
        /** After such an image, before its delimiter. */
        AFTER,
        /** In an image that ends where a delimiter is found. */
        SEARCHED
    }

    public MultipartParser(FrameSource source, Boundary boundary, FrameListener listener) {
        this.source = source;
        this.framing = new Framing(boundary);
        this.intake = new Intake(source, listener);
        this.image = intake.image();
    }

    @Override
    public @Nullable StreamEnd feed(ByteBuffer chunk) {
        intake.requireOpen();
        ByteBuffer in = chunk.slice();
        StreamEnd end = null;
        try {
            while (in.hasRemaining() && end == null) {
                end = advance(in);
            }
        } catch (Fault fault) {
            end = intake.broken(origin, fault);
        }
        intake.settle(in.limit());
        return end;
    }

    /** Of a frame that is whole by its declared length: some senders write its delimiter with the next frame. */
    @Override
    public boolean unsettled() {
        return intake.open() && step == Step.AFTER && !emitted;
    }

    @Override
    public void settle() {
        if (unsettled()) {
            emit();
            intake.settle(0);
        }
    }

    @Override
    public long awaited() {
        return step == Step.SIZED ? left : 0;
    }

    @Override
    public StreamEnd end() {
        intake.requireOpen();
        StreamEnd end;
        try {
            end = intake.complete(finish());
        } catch (Fault fault) {
            end = intake.broken(origin, fault);
        }
        intake.settle(0);
        return end;
    }

    @Override
    public void close() {
        intake.giveUp();
    }

    private @Nullable StreamEnd advance(ByteBuffer in) {
        Mark mark = switch (step) {
            case PREAMBLE, HEAD, AFTER -> line(in);
            case SIZED -> sized(in);
            case SEARCHED -> searched(in);
        };
        switch (mark) {
            case NONE -> {}
            case PART -> {
                fields.clear();
                enter(Step.HEAD, in);
            }
            case CLOSE -> {
                return intake.complete(true);
            }
        }
        return null;
    }

    private void enter(Step next, ByteBuffer in) {
        step = next;
        origin = intake.fed() + in.position();
        lines.restart();
    }

    private Mark line(ByteBuffer in) {
        return switch (lines.take(in)) {
            case MORE -> Mark.NONE;
            case LINE -> lineRead(lines.text(), in);
            case TOO_MUCH ->
                throw switch (step) {
                    case HEAD -> Framing.malformed("The head of a part has at most " + MAX_HEAD + " bytes.");
                    case AFTER -> framing.missing();
                    case PREAMBLE, SIZED, SEARCHED -> framing.absent();
                };
        };
    }

    private Mark lineRead(String line, ByteBuffer in) {
        if (step == Step.PREAMBLE) {
            return framing.first(line);
        }
        if (step == Step.AFTER) {
            return afterImage(line);
        }
        if (line.isEmpty()) {
            headRead(in);
        } else {
            fields.add(line);
        }
        return Mark.NONE;
    }

    private Mark afterImage(String line) {
        Mark mark = framing.delimiter().read(line);
        if (mark != Mark.NONE) {
            emit();
        } else if (!line.isBlank()) {
            throw framing.missing();
        }
        return mark;
    }

    private void headRead(ByteBuffer in) {
        crlf = lines.crlf();
        emitted = false;
        long length = fields.length();
        head = FrameHead.read(fields, source.clock());
        enter(length == PartHead.NO_LENGTH ? Step.SEARCHED : Step.SIZED, in);
        framing.search().restart();
        left = length;
        if (length == 0) {
            throw FrameSource.empty();
        }
        if (length > source.maxFrameBytes()) {
            throw source.tooLarge();
        }
    }

    private Mark sized(ByteBuffer in) {
        int taken = (int) Math.min(left, in.remaining());
        image.add(in, in.position(), taken);
        in.position(in.position() + taken);
        left -= taken;
        if (left == 0) {
            enter(Step.AFTER, in);
        }
        return Mark.NONE;
    }

    private Mark searched(ByteBuffer in) {
        int from = in.position();
        DelimiterSearch search = framing.search();
        Mark mark = search.scan(in);
        image.add(in, from, in.position() - from);
        if (mark != Mark.NONE) {
            cutDelimiter();
            emit();
        } else if (image.length() - search.suspected() - 1 > source.maxFrameBytes()) {
            throw source.tooLarge();
        }
        return mark;
    }

    /** The line end before a delimiter belongs to it. Where lines end with LF alone, a CR before that is the image's. */
    private void cutDelimiter() {
        image.cut(framing.search().suspected());
        if (crlf && image.endsWith('\r')) {
            image.cut(1);
        }
        if (image.length() == 0) {
            throw FrameSource.empty();
        }
        if (image.length() > source.maxFrameBytes()) {
            throw source.tooLarge();
        }
    }

    private void emit() {
        if (!emitted) {
            emitted = true;
            intake.emit(head);
        }
    }

    /** @return whether the sender said that it was the end */
    private boolean finish() {
        return switch (step) {
            case PREAMBLE -> endsBeforeParts();
            case HEAD -> endsIf(lines.untouched());
            case SIZED -> endsIf(false);
            case AFTER -> endsAfterImage(lines.begun());
            case SEARCHED -> {
                endsIf(framing.search().atDelimiter());
                cutDelimiter();
                emit();
                yield false;
            }
        };
    }

    private boolean endsAfterImage(String line) {
        if (!line.isBlank() && !framing.delimiter().mayBegin(line)) {
            throw framing.missing();
        }
        emit();
        return framing.delimiter().read(line) == Mark.CLOSE;
    }

    /** A sender may stop before its first frame. */
    private boolean endsBeforeParts() {
        Mark mark = framing.first(lines.begun());
        if (mark == Mark.NONE && !lines.untouched()) {
            throw framing.absent();
        }
        return mark == Mark.CLOSE;
    }

    private static boolean endsIf(boolean whole) {
        if (!whole) {
            throw Framing.unfinished();
        }
        return false;
    }
}
