package io.sluice.feature.frames.read;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads one frame, wherever it is by now. Thread-safe. */
public final class FrameReader {
    private static final int MOVES = 3;

    private final FrameCatalog catalog;
    private final FrameSearch search;
    private final FrameBytes bytes;

    public FrameReader(FrameCatalog catalog, FrameSearch search, FrameBytes bytes) {
        this.catalog = catalog;
        this.search = search;
        this.bytes = bytes;
    }

    /** Fails with {@code frame-corrupt}, with {@code frame-not-found} when it was deleted or erased meanwhile, and as reads do. */
    public Uni<ReadFrame> read(StoredFrame frame) {
        return search.erasures()
                .known()
                .chain(erased -> frame.isCovered(erased) ? Uni.createFrom().failure(notFound()) : read(frame, MOVES));
    }

    private Uni<ReadFrame> read(StoredFrame frame, int movesLeft) {
        return bytes.read(frame)
                .onFailure(failure -> Fault.from(failure).code() == FaultCode.OBJECT_NOT_FOUND)
                .recoverWithUni(() -> catalog.gone(frame.pack())
                        .chain(() -> moved(frame))
                        .chain(there -> there.pack().equals(frame.pack()) || movesLeft == 0
                                ? Uni.createFrom().failure(notFound())
                                : read(there, movesLeft - 1)));
    }

    /** The same frame in the pack that it is in now. */
    private Uni<StoredFrame> moved(StoredFrame frame) {
        FrameMark mark = frame.mark();
        FrameWalk walk = search.walk(new FrameWalk.Range(frame.camera(), FrameMark.before(mark.time()), mark.time()));
        return walk.next(0, Integer.MAX_VALUE)
                .map(frames -> frames.stream()
                        .filter(found -> found.mark().equals(mark))
                        .findFirst()
                        .orElseThrow(FrameReader::notFound));
    }

    public static Fault notFound() {
        return Fault.of(FaultCode.FRAME_NOT_FOUND, "There is no such frame.");
    }

    /** Views of a part of an image. */
    public static List<ByteBuffer> part(ReadFrame frame, ByteRange.Resolved part) {
        return FrameBytes.part(frame.bytes(), part.offset(), part.length());
    }
}
