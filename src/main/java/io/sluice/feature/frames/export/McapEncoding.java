package io.sluice.feature.frames.export;

import io.sluice.feature.frames.mcap.AttachmentHead;
import io.sluice.feature.frames.mcap.McapWriter;
import io.sluice.feature.frames.read.ReadFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Frames as one MCAP file, as every tool of that format reads it. It holds back the frames of one chunk, and for each chunk a few
 * hundred bytes until the end.
 */
public final class McapEncoding implements FrameEncoding {
    /** Frames of so many bytes are held back. */
    private static final long CHUNK = 1 << 20;

    private static final AttachmentHead ABOUT = new AttachmentHead("sluice.export", "text/plain");

    private final McapWriter file = new McapWriter(CHUNK, ABOUT);
    private final String about;
    private long frames;

    /** @param about what the file is of, in words */
    public McapEncoding(String about) {
        this.about = about;
    }

    @Override
    public List<ByteBuffer> begin() {
        return file.drain();
    }

    @Override
    public List<ByteBuffer> add(ReadFrame read) {
        frames++;
        file.add(read.frame().head(), read.bytes());
        return file.drain();
    }

    @Override
    public List<ByteBuffer> end() {
        String text = about + ", " + frames + " frames";
        return file.finish(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .chunks();
    }
}
