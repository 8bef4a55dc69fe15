package io.sluice.feature.frames.sweep;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.rewrite.Rewritten;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Leaves out of the packs of a minute what a filter does not keep. Packs of which nothing is left out are not touched. Thread-safe.
 *
 * @param tables looked at and not kept: those of old packs would push out what is asked for
 */
public record MinuteSweep(FrameTables tables, PackRewrite rewrite) {
    private static final Logger LOG = Logger.getLogger(MinuteSweep.class);

    /** Tables that are read at once. */
    private static final int AHEAD = 4;

    /** @param leftOut frames that the filter does not keep */
    private record Looked(PackKey pack, long leftOut, boolean damaged) {}

    /**
     * Up to where only waiting and deleting are left, which is what it completes with. Fails as reads and rewrites do; may be done again
     * at any time. A pack that is gone meanwhile is another's work.
     *
     * @param filter decides which packs are written anew
     * @param others asked when packs are about to be written anew: what it does not keep goes with the rest
     */
    Uni<Uni<Swept>> write(MinuteWalk.Minute minute, FrameFilter filter, Supplier<Uni<FrameFilter>> others) {
        return Multi.createFrom()
                .iterable(minute.packs())
                .onItem()
                .transformToUni(pack -> looked(pack, filter))
                .merge(AHEAD)
                .collect()
                .asList()
                .chain(all -> {
                    Map<PackKey, Long> found = found(all);
                    Swept seen = Swept.looked(minute.minute(), all.size(), found.size(), damaged(all));
                    return found.isEmpty()
                            ? Uni.createFrom().item(ended(seen))
                            : rewritten(seen, found, filter, others);
                });
    }

    private Uni<Looked> looked(PackKey pack, FrameFilter filter) {
        return tables.look(pack)
                .map(table -> new Looked(pack, leftOut(table, filter), false))
                .onFailure()
                .recoverWithUni(failure -> unread(pack, Fault.from(failure)));
    }

    private static Uni<Looked> unread(PackKey pack, Fault fault) {
        return switch (fault.code()) {
            case OBJECT_NOT_FOUND -> Uni.createFrom().item(new Looked(pack, 0, false));
            case STORE_CORRUPT -> {
                LOG.warnf("A damaged pack is left as it is: key=%s", pack);
                yield Uni.createFrom().item(new Looked(pack, 0, true));
            }
            default -> Uni.createFrom().failure(fault);
        };
    }

    private static long leftOut(FrameTable table, FrameFilter filter) {
        long count = 0;
        for (int order = 0; order < table.size(); order++) {
            ImageHead head = table.frame(order).head();
            if (!filter.keeps(head.camera(), head.publishTime(), head.logTime())) {
                count++;
            }
        }
        return count;
    }

    private static Map<PackKey, Long> found(List<Looked> all) {
        return all.stream()
                .filter(looked -> looked.leftOut() > 0)
                .collect(Collectors.toMap(Looked::pack, Looked::leftOut));
    }

    private static LeftPacks damaged(List<Looked> all) {
        return LeftPacks.of(
                all.stream().filter(Looked::damaged).map(Looked::pack).toList());
    }

    private static long leftOut(Map<PackKey, Long> found, Rewritten done) {
        return done.replaced().stream()
                .mapToLong(pack -> found.getOrDefault(pack, 0L))
                .sum();
    }

    private static Uni<Swept> ended(Swept seen) {
        return Uni.createFrom().item(seen);
    }

    private Uni<Uni<Swept>> rewritten(
            Swept seen, Map<PackKey, Long> found, FrameFilter filter, Supplier<Uni<FrameFilter>> others) {
        return others.get()
                .chain(other -> rewrite.write(List.copyOf(found.keySet()), filter.and(other)))
                .map(written -> written.finish().map(done -> seen.with(done, leftOut(found, done))))
                .onFailure(failure -> Fault.from(failure).code() == FaultCode.OBJECT_NOT_FOUND)
                .recoverWithItem(() -> ended(seen));
    }
}
