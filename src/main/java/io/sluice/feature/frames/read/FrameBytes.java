package io.sluice.feature.frames.read;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the images of frames into memory that is paid for. Thread-safe. */
public final class FrameBytes {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectReads store;
    private final BucketName bucket;
    private final ByteBudget budget;

    public FrameBytes(ObjectReads store, BucketName bucket, ByteBudget budget) {
        this.store = store;
        this.bucket = bucket;
        this.budget = budget;
    }

    /**
     * Reads one frame, which is the caller's to close.
     *
     * @return fails with {@code frame-corrupt}, with {@code object-not-found} when its pack is not there any more, and as reads do
     */
    public Uni<ReadFrame> read(StoredFrame frame) {
        return read(new FrameRun(List.of(frame))).map(List::getFirst).map(read -> {
            if (read.bytes().isEmpty()) {
                read.close();
                throw corrupt(frame);
            }
            return read;
        });
    }

    /** Reads the frames of a run. Of one that is not what was written there are no bytes; each is the caller's to close. */
    Uni<List<ReadFrame>> read(FrameRun run) {
        return Uni.createFrom()
                .completionStage(() -> budget.acquire(run.length(), ByteBudget.Share.FLOOR, PATIENCE))
                .chain(lease -> read(run, lease));
    }

    /** Memory for a run that nobody waits for yet; null when there is none to spare. */
    @Nullable
    Lease tryPay(FrameRun run) {
        return budget.tryAcquireSpare(run.length());
    }

    /** @param lease pays for the run; this method's to close */
    Uni<List<ReadFrame>> read(FrameRun run, Lease lease) {
        return bytes(run.pack(), run.offset(), run.length())
                .map(read -> frames(run, read, lease))
                .onFailure()
                .invoke(lease::close);
    }

    private Uni<ReadRange> bytes(PackKey pack, long offset, long length) {
        ByteRange range = new ByteRange.Between(offset, offset + length - 1);
        return store.get(new ObjectRef(bucket, pack.objectKey()), range, length, ReadCondition.NONE);
    }

    private static List<ReadFrame> frames(FrameRun run, ReadRange read, Lease lease) {
        RunMemory memory = new RunMemory(run.frames().size(), lease, read.read());
        List<ReadFrame> frames = new ArrayList<>();
        for (StoredFrame frame : run.frames()) {
            List<ByteBuffer> bytes = part(
                    read.chunks(),
                    frame.place().offset() - run.offset(),
                    frame.place().length());
            ReadFrame.Memory mine = memory.part();
            if (isWhole(frame, bytes)) {
                frames.add(new ReadFrame(frame, bytes, 0, mine));
            } else {
                mine.reuse();
                frames.add(new ReadFrame(frame, List.of(), 0, mine));
            }
        }
        return frames;
    }

    private static boolean isWhole(StoredFrame frame, List<ByteBuffer> bytes) {
        return bytes.stream().mapToLong(ByteBuffer::remaining).sum() == frame.size()
                && crc(bytes).equals(frame.frame().crc32c());
    }

    /** Views of {@code length} bytes from {@code offset} on. */
    public static List<ByteBuffer> part(List<ByteBuffer> chunks, long offset, long length) {
        List<ByteBuffer> part = new ArrayList<>();
        long skip = offset;
        long left = length;
        for (ByteBuffer chunk : chunks) {
            if (skip >= chunk.remaining()) {
                skip -= chunk.remaining();
                continue;
            }
            int taken = (int) Math.min(left, chunk.remaining() - skip);
            if (taken > 0) {
                part.add(chunk.slice(chunk.position() + (int) skip, taken));
            }
            left -= taken;
            skip = 0;
        }
        return part;
    }

    private static Crc32c crc(List<ByteBuffer> bytes) {
        CRC32C crc = new CRC32C();
        bytes.forEach(chunk -> crc.update(chunk.duplicate()));
        return Crc32c.of(crc);
    }

    static Fault corrupt(StoredFrame frame) {
        return Fault.of(
                FaultCode.FRAME_CORRUPT,
                "The frame of " + frame.camera() + " at " + frame.time() + " is not what was stored.");
    }
}
