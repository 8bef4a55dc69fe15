package io.sluice.feature.frames.upkeep;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.catalog.PackListing;
import io.sluice.feature.frames.catalog.PackListing.Listed;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.rewrite.Rewritten;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Joins the small packs of one minute, group by group. One use; one step after another. */
final class MinuteCompaction {
    private static final Logger LOG = Logger.getLogger(MinuteCompaction.class);

    /** Tables that are read at once. */
    private static final int AHEAD = 4;

    /** Groups whose old packs are deleted at once. */
    private static final int ENDS = 16;

    private final Workshop shop;
    private final BooleanSupplier goOn;
    private Compacted done;

    private record Known(Listed pack, Optional<FrameTable> table, boolean damaged) {}

    /** @param goOn false as soon as no other group is to be begun */
    MinuteCompaction(Workshop shop, Instant minute, BooleanSupplier goOn) {
        this.shop = shop;
        this.goOn = goOn;
        this.done = Compacted.nothing(minute);
    }

    /** Fails as listings, reads and rewrites do; what was done until then stays done. */
    Uni<Compacted> run() {
        return new PackListing(shop.parts().store())
                .minute(done.minute())
                .chain(this::groups)
                .chain(groups -> groups.isEmpty() ? Uni.createFrom().voidItem() : each(new ArrayDeque<>(groups)))
                .map(_ -> done);
    }

    private Uni<List<List<PackKey>>> groups(List<Listed> packs) {
        CompactionPlan plan = new CompactionPlan(
                shop.parts().rewrite().memory(), shop.settings().small());
        return Multi.createFrom()
                .iterable(packs)
                .onItem()
                .transformToUni(this::known)
                .merge(AHEAD)
                .emitOn(shop.parts().executor())
                .onItem()
                .invoke(known -> enter(known, plan))
                .collect()
                .last()
                .map(_ -> plan.groups());
    }

    private void enter(Known known, CompactionPlan plan) {
        if (known.damaged()) {
            shop.meters().damaged(1);
            done = done.damaged(1);
        }
        known.table()
                .ifPresent(table -> plan.add(known.pack().key(), known.pack().bytes(), table));
    }

    /** Without the table of a pack that cannot be read, or is gone meanwhile. */
    private Uni<Known> known(Listed pack) {
        return shop.parts()
                .catalog()
                .table(pack.key())
                .map(table -> new Known(pack, Optional.of(table), false))
                .onFailure(MinuteCompaction::passedOver)
                .recoverWithItem(failure -> withoutTable(pack, Fault.from(failure)));
    }

    private static boolean passedOver(Throwable failure) {
        FaultCode code = Fault.from(failure).code();
        return code == FaultCode.OBJECT_NOT_FOUND || code == FaultCode.STORE_CORRUPT;
    }

    private static Known withoutTable(Listed pack, Fault fault) {
        boolean damaged = fault.code() == FaultCode.STORE_CORRUPT;
        if (damaged) {
            LOG.warnf("A damaged pack is not joined: key=%s detail=%s", pack.key(), fault.detail());
        }
        return new Known(pack, Optional.empty(), damaged);
    }

    /** One rewrite after another; the old packs of all of them are deleted together. */
    private Uni<Void> each(Deque<List<PackKey>> groups) {
        List<Uni<Void>> ends = new ArrayList<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> rewritten(groups.removeFirst()).invoke(ends::add).replaceWith(true))
                .whilst(_ -> !groups.isEmpty() && goOn.getAsBoolean())
                .collect()
                .last()
                .onItemOrFailure()
                .transformToUni((_, failure) -> allOf(ends)
                        .chain(() -> failure == null
                                ? Uni.createFrom().voidItem()
                                : Uni.createFrom().<Void>failure(failure)));
    }

    private static Uni<Void> allOf(List<Uni<Void>> ends) {
        return Multi.createFrom()
                .iterable(ends)
                .onItem()
                .transformToUni(end -> end)
                .merge(ENDS)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** What is left to do with a group. */
    private Uni<Uni<Void>> rewritten(List<PackKey> group) {
        return shop.alone()
                .run(Uni.createFrom().deferred(() -> {
                    long begun = shop.parts().time().nanos();
                    return shop.parts()
                            .filters()
                            .get()
                            .chain(filter -> shop.parts().rewrite().write(group, filter))
                            .map(written -> written.finish()
                                    .emitOn(shop.parts().executor())
                                    .invoke(what -> count(what, begun))
                                    .replaceWithVoid());
                }))
                .onFailure(MinuteCompaction::otherWasFirst)
                .recoverWithItem(() -> Uni.createFrom().voidItem());
    }

    private static boolean otherWasFirst(Throwable failure) {
        return Fault.from(failure).code() == FaultCode.OBJECT_NOT_FOUND;
    }

    private void count(Rewritten what, long begun) {
        done = done.and(what);
        shop.meters().damaged(what.damaged().size());
        if (!what.replaced().isEmpty()) {
            shop.meters().rewritten(what, shop.parts().time().nanos() - begun);
        }
    }
}
