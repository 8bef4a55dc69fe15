package io.sluice.feature.frames.ingest;

import io.sluice.base.bytes.Lease;
import io.sluice.feature.frames.pack.OpenPack;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.store.commit.Group;
import io.sluice.store.commit.SealedGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The open pack, and whose frames are in it. Confined to the turns of the group commit. */
final class OpenPackGroup implements Group<Incoming> {
    /** Fewer than there are numbers for cameras in a pack. */
    private static final int MOST_FRAMES = 50_000;

    private final OpenPack pack;
    private final long limit;
    private final Lease paidElsewhere;
    private final PackOutcome outcome;
    private final Map<Books, Books.Batch> batches = new LinkedHashMap<>();

    /**
     * @param limit bytes at which it is full
     * @param paidElsewhere of no bytes: frames stay paid by their streams
     */
    OpenPackGroup(OpenPack pack, long limit, Lease paidElsewhere, PackOutcome outcome) {
        this.pack = pack;
        this.limit = limit;
        this.paidElsewhere = paidElsewhere;
        this.outcome = outcome;
    }

    @Override
    public boolean takes(Incoming in) {
        return pack.size() == 0
                || (pack.maxLength() + in.frame().length() + Account.PER_FRAME <= limit && pack.size() < MOST_FRAMES);
    }

    @Override
    public void add(Incoming in) {
        PackedFrame packed = pack.add(in.head(), in.frame().image().chunks(), paidElsewhere);
        batches.computeIfAbsent(in.books(), books -> books.open(pack.key())).add(in.frame(), packed);
    }

    @Override
    public int size() {
        return pack.size();
    }

    @Override
    public boolean full() {
        return pack.maxLength() >= limit;
    }

    @Override
    public SealedGroup seal() {
        return new SealedPackGroup(pack.seal(), List.copyOf(batches.values()), outcome);
    }
}
