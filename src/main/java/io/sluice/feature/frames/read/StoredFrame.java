package io.sluice.feature.frames.read;

import io.sluice.base.bytes.ByteRange;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.FrameType;
import io.sluice.feature.frames.ImageFormat;
import io.sluice.feature.frames.erasures.KnownErasures;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.store.ETag;
import java.time.Instant;

/** A frame, and where it is kept. */
public record StoredFrame(PackKey pack, PackedFrame frame) {
    public String camera() {
        return frame.head().camera();
    }

    public FrameTime time() {
        return new FrameTime(frame.head().publishTime());
    }

    /** When the server got it. */
    public Instant arrived() {
        return new FrameTime(frame.head().logTime()).instant();
    }

    public long sequence() {
        return frame.head().sequence();
    }

    /** Of the image, in bytes. */
    public long size() {
        return frame.place().length();
    }

    /** Of the image, in the pack. */
    public ByteRange.Resolved place() {
        return frame.place();
    }

    /** What its pack says of it. */
    public ImageHead head() {
        return frame.head();
    }

    public ImageFormat format() {
        return FrameType.ofMcapFormat(frame.head().format()).format();
    }

    public String contentType() {
        return FrameType.ofMcapFormat(frame.head().format()).contentType();
    }

    /** The same wherever the frame is kept. */
    public ETag etag() {
        return frame.etag();
    }

    public FrameMark mark() {
        return FrameMark.of(frame);
    }

    /** Whether it was erased. */
    boolean isCovered(KnownErasures erasures) {
        return erasures.cover(camera(), frame.head().publishTime(), frame.head().logTime());
    }
}
