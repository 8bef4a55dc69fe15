package io.sluice.feature.frames.rewrite;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Writes packs of one minute of arrival anew: small ones joined, frames left out. Any number of processes may do it at once with the
 * same packs, be stopped or die at any point: a pack is deleted only when all that is kept of it is in new packs that this rewrite
 * has put, and readers know copies by their marks. What is left over is a copy, which the next rewrite of these packs drops.
 *
 * <p>Thread-safe. Each rewrite holds the images of one new pack at a time, paid out of the spare half of the budget; while there is
 * none to spare it waits.
 */
public final class PackRewrite {
    /**
     * No new pack comes into the store later than this after its rewrite began: what was found of a frame at its beginning, that it
     * is to be kept, is at most so old. A rewrite that takes longer fails before that, and has changed nothing.
     */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    /** That of listings, which is about that of arrival. */
    static final Comparator<PackKey> ORDER = Comparator.comparing(PackKey::toString);

    private final Parts parts;
    private final long memory;
    private final Duration linger;

    /**
     * What it works with.
     *
     * @param executor for what takes time: checksums and sorting; not an event loop
     */
    public record Parts(
            ObjectStore store,
            FrameCatalog catalog,
            ByteBudget budget,
            TimeSource time,
            Timers timers,
            Ids ids,
            Executor executor) {}

    /**
     * @param memory of one rewrite at most, in bytes; what is more becomes several packs
     * @param linger for how long old packs stay beside the new ones: longer than a listing takes, so that none has passed the place
     *     of the new before they came, and comes to that of the old when they are gone
     */
    public PackRewrite(Parts parts, long memory, Duration linger) {
        this.parts = parts;
        this.memory = Math.max(1, Math.min(memory, parts.budget().spareCapacity()));
        this.linger = linger;
    }

    /** Whether packs of so many bytes and frames together become one pack within {@code memory}. */
    public static boolean fits(long bytes, int frames, long memory) {
        return Portion.fits(bytes, frames, memory);
    }

    /** How much one new pack may take, in bytes. */
    public long memory() {
        return memory;
    }

    /**
     * Puts the frames of some packs that are kept into new packs of the same minute, and deletes the old ones. Frames that are in
     * several of them are kept once. One pack of which nothing is left out stays as it is, and so does a pack that is damaged, with
     * all its frames, kept or not.
     *
     * @param packs of one minute, at least one
     * @return fails with {@code object-not-found} when one of them is gone, with {@code store-timeout} or {@code budget-exhausted}
     *     when time is over, and as reads and writes do. Unless it fails while packs are deleted, readers see what they saw before
     */
    public Uni<Rewritten> run(List<PackKey> packs, FrameFilter filter) {
        return write(packs, filter).chain(written -> written.finish());
    }

    /** New packs that readers know of, while the old ones are still there. */
    @FunctionalInterface
    public interface Written {
        /** Waits for a while, and deletes the old packs. */
        Uni<Rewritten> finish();
    }

    /** As {@link #run}, up to where only waiting and deleting are left: what needs memory is over. */
    public Uni<Written> write(List<PackKey> packs, FrameFilter filter) {
        List<PackKey> inOrder = packs.stream().distinct().sorted(ORDER).toList();
        if (inOrder.stream().map(PackKey::minute).distinct().count() != 1) {
            throw new IllegalArgumentException("packs of one minute are rewritten: " + packs);
        }
        return Uni.createFrom().deferred(() -> new Rewriting(parts, memory, inOrder).run(filter, linger));
    }
}
