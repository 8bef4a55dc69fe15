package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.bytes.Lease;
import io.sluice.feature.frames.mcap.AttachmentHead;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.mcap.McapFile;
import io.sluice.feature.frames.mcap.McapWriter;
import io.sluice.store.Body;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A pack that still takes frames. It is sealed or dropped once, and takes nothing after that.
 *
 * <p>It copies no image: it keeps views of the buffers, which must not change any more, and takes over the leases that pay for
 * them. Its {@link #lease} goes on to the {@link SealedPack}; {@link #drop} closes it. What it makes itself (some 300 bytes of
 * heads and table for each frame) is not paid for.
 *
 * <p>Not thread-safe: one owner at a time, who hands it on safely.
 */
public final class OpenPack {
    /** Where the frame table is in a pack. */
    static final AttachmentHead TABLE = new AttachmentHead("sluice.frames", "application/vnd.sluice.frames");

    /** A reader of one camera reads no less than a chunk; a small one costs a few hundred bytes more. */
    private static final long CHUNK = 4 << 20;

    private static final int FRAMES = 64;

    private final PackKey key;
    private final Lease lease;
    private final McapWriter file = new McapWriter(CHUNK, TABLE);
    private final FrameColumns frames = new FrameColumns(FRAMES);
    private boolean open = true;

    /** @param lease of no bytes yet, for what the frames will hold; the pack's from here on */
    public OpenPack(PackKey key, Lease lease) {
        this.key = key;
        this.lease = lease;
    }

    /**
     * Adds a frame.
     *
     * @param image what remains in these; their positions are left as they were
     * @param paid for the image; the pack's once this returns, and the caller's still when it fails
     * @return the frame as the pack will have it
     * @throws IllegalArgumentException when the image has no byte, or more than {@link McapWriter#MAX_IMAGE}; nothing was added
     * @throws IllegalStateException when the pack is open no longer, or has too many cameras or formats; nothing was added
     */
    public PackedFrame add(ImageHead head, List<ByteBuffer> image, Lease paid) {
        requireOpen();
        if (!frames.takes(head)) {
            throw new IllegalStateException("a pack has at most " + Names.MOST + " cameras and formats");
        }
        CRC32C crc = new CRC32C();
        long length = 0;
        for (ByteBuffer chunk : image) {
            crc.update(chunk.duplicate());
            length += chunk.remaining();
        }
        long offset = file.add(head, image);
        PackedFrame frame = new PackedFrame(head, new ByteRange.Resolved(offset, length), Crc32c.of(crc));
        frames.add(frame);
        lease.absorb(paid);
        return frame;
    }

    public PackKey key() {
        return key;
    }

    /** How many frames it has. */
    public int size() {
        return frames.size();
    }

    /**
     * How long the object gets at most, in bytes, if it is sealed now. The length but for the table, which is counted with
     * {@value TableEncoder#MOST_PER_FRAME} bytes for each frame.
     */
    public long maxLength() {
        long table = TableEncoder.MOST_FIXED
                + (long) TableEncoder.MOST_PER_FRAME * frames.size()
                + frames.cameras().encodedLength()
                + frames.formats().encodedLength();
        return file.length(table);
    }

    /**
     * Ends the pack.
     *
     * @throws IllegalStateException when it has no frame, or is open no longer
     */
    public SealedPack seal() {
        requireOpen();
        if (frames.size() == 0) {
            throw new IllegalStateException("a pack without a frame is not sealed");
        }
        open = false;
        FrameTable table = FrameTable.of(frames);
        McapFile whole = file.finish(table.encode());
        return new SealedPack(key, new Body.Held(whole.chunks(), whole.length(), whole.crc32c()), table, lease);
    }

    /** Gives up all frames and the memory they were paid with; harmless once sealed or dropped. */
    public void drop() {
        if (open) {
            open = false;
            lease.close();
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the pack is open no longer");
        }
    }
}
