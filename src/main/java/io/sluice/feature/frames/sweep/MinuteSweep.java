package io.sluice.feature.frames.sweep;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Leaves out of the packs of a minute what a filter does not keep. Packs of which nothing is left out are not touched. Thread-safe.
 *
 * @param tables read and not kept: those of old packs would push out what is asked for
 */
public record MinuteSweep(FrameTables tables, PackRewrite rewrite) {
    private static final Logger LOG = Logger.getLogger(MinuteSweep.class);

    /** Tables that are read at once. */
    private static final int AHEAD = 4;

    private enum Finding {
        NOTHING,
        SOMETHING,
        DAMAGED
    }

    private record Looked(PackKey pack, Finding finding) {}

    /** Fails as reads and rewrites do; may be done again at any time. A pack that is gone meanwhile is another's work. */
    public Uni<Swept> sweep(MinuteWalk.Minute minute, FrameFilter filter) {
        return Multi.createFrom()
                .iterable(minute.packs())
                .onItem()
                .transformToUni(pack -> looked(pack, filter))
                .merge(AHEAD)
                .collect()
                .asList()
                .chain(all -> rewritten(minute, all, filter));
    }

    private Uni<Looked> looked(PackKey pack, FrameFilter filter) {
        return tables.read(pack)
                .map(read -> new Looked(pack, leavesOut(read.table(), filter) ? Finding.SOMETHING : Finding.NOTHING))
                .onFailure()
                .recoverWithUni(failure -> unread(pack, Fault.from(failure)));
    }

    private static Uni<Looked> unread(PackKey pack, Fault fault) {
        return switch (fault.code()) {
            case OBJECT_NOT_FOUND -> Uni.createFrom().item(new Looked(pack, Finding.NOTHING));
            case STORE_CORRUPT -> {
                LOG.warnf("A damaged pack is left as it is: key=%s", pack);
                yield Uni.createFrom().item(new Looked(pack, Finding.DAMAGED));
            }
            default -> Uni.createFrom().failure(fault);
        };
    }

    private static boolean leavesOut(FrameTable table, FrameFilter filter) {
        for (int order = 0; order < table.size(); order++) {
            ImageHead head = table.frame(order).head();
            if (!filter.keeps(head.camera(), head.publishTime(), head.logTime())) {
                return true;
            }
        }
        return false;
    }

    private Uni<Swept> rewritten(MinuteWalk.Minute minute, List<Looked> all, FrameFilter filter) {
        Swept seen = Swept.looked(
                minute.minute(), all.size(), packs(all, Finding.DAMAGED).size());
        List<PackKey> old = packs(all, Finding.SOMETHING);
        if (old.isEmpty()) {
            return Uni.createFrom().item(seen);
        }
        return rewrite.run(old, filter)
                .map(done -> Optional.of(done))
                .onFailure(failure -> Fault.from(failure).code() == FaultCode.OBJECT_NOT_FOUND)
                .recoverWithItem(Optional.empty())
                .map(done -> done.map(seen::with).orElse(seen));
    }

    private static List<PackKey> packs(List<Looked> all, Finding finding) {
        return all.stream()
                .filter(looked -> looked.finding() == finding)
                .map(Looked::pack)
                .toList();
    }
}
