package io.sluice.feature.frames.ingest;

import io.sluice.base.bytes.Lease;
import io.sluice.feature.frames.pack.OpenPack;
import io.sluice.feature.frames.pack.PackedFrame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The open pack, and whose frames are in it. Confined to the turns of {@link Packing}. */
final class OpenGroup {
    /** Fewer than there are numbers for cameras in a pack. */
    private static final int MOST_FRAMES = 50_000;

    private final OpenPack pack;
    private final long limit;
    private final Lease paidElsewhere;
    private final Map<Books, Books.Batch> batches = new LinkedHashMap<>();
    private boolean overdue;
    private boolean awaited;

    /**
     * @param limit bytes at which it is full
     * @param paidElsewhere of no bytes: frames stay paid by their streams
     */
    OpenGroup(OpenPack pack, long limit, Lease paidElsewhere) {
        this.pack = pack;
        this.limit = limit;
        this.paidElsewhere = paidElsewhere;
    }

    /** Whether a frame of {@code length} bytes belongs into this pack, and not into the next one. */
    boolean takes(int length) {
        return pack.size() == 0
                || (pack.maxLength() + length + Account.PER_FRAME <= limit && pack.size() < MOST_FRAMES);
    }

    void add(Incoming in) {
        PackedFrame packed = pack.add(in.head(), in.frame().image().chunks(), paidElsewhere);
        batches.computeIfAbsent(in.books(), books -> books.open(pack.key())).add(in.frame(), packed);
    }

    /** Somebody waits for this pack. @return whether that is new */
    boolean await() {
        boolean first = !awaited;
        awaited = true;
        return first;
    }

    /** How many frames it has. */
    int size() {
        return pack.size();
    }

    boolean full() {
        return pack.maxLength() >= limit;
    }

    /** Its time is over: it is to be sealed as soon as it can be sent. */
    void expire() {
        overdue = true;
    }

    boolean overdue() {
        return overdue;
    }

    SealedGroup seal() {
        return new SealedGroup(pack.seal(), List.copyOf(batches.values()));
    }
}
