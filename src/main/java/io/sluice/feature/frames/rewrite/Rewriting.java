package io.sluice.feature.frames.rewrite;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** One rewrite. One step after another, on whatever thread the one before has ended. */
final class Rewriting {
    private static final Logger LOG = Logger.getLogger(Rewriting.class);

    /** After so long no put is begun any more. */
    private static final Duration READING = Duration.ofMinutes(3);

    private static final Duration PUT = Duration.ofMinutes(1);

    private static final int AT_ONCE = 4;

    private final PackRewrite.Parts parts;
    private final long memory;
    private final List<PackKey> packs;
    private final Waiting waiting;
    private final NewKeys keys;
    private final Set<PackKey> damaged = Collections.synchronizedSet(new LinkedHashSet<>());

    /** Packs of this rewrite that were put before one of the old was found to be damaged. */
    private final List<PackKey> spent = new ArrayList<>();

    private final List<PackFacts> put = new ArrayList<>();
    private final AtomicLong bytesRead = new AtomicLong();

    private record Table(PackKey pack, FrameTable table) {}

    private record Read(Stretch stretch, ReadRange range) {}

    Rewriting(PackRewrite.Parts parts, long memory, List<PackKey> packs) {
        this.parts = parts;
        this.memory = memory;
        this.packs = packs;
        this.waiting = new Waiting(parts, READING);
        this.keys = new NewKeys(packs.getLast(), parts.ids());
    }

    Uni<PackRewrite.Written> run(FrameFilter filter, Duration linger) {
        return atOnce(packs, this::table).emitOn(parts.executor()).chain(read -> {
            SequencedMap<PackKey, FrameTable> tables = new TreeMap<>(PackRewrite.ORDER);
            read.forEach(of -> tables.put(of.pack(), of.table()));
            return attempt(tables, filter).map(done -> () -> finish(done, linger));
        });
    }

    private Uni<Rewritten> finish(Rewritten done, Duration linger) {
        List<PackKey> gone = new ArrayList<>(done.replaced());
        gone.addAll(spent);
        return gone.isEmpty()
                ? Uni.createFrom().item(done)
                : waiting.pause(linger).chain(() -> deleted(gone)).replaceWith(done);
    }

    /** Nothing of a pack that is damaged. */
    private Uni<Table> table(PackKey pack) {
        return parts.catalog()
                .table(pack)
                .map(table -> new Table(pack, table))
                .onFailure(failure -> Fault.from(failure).code() == FaultCode.STORE_CORRUPT)
                .recoverWithUni(() -> {
                    leave(Set.of(pack));
                    return Uni.createFrom().nullItem();
                });
    }

    /** Without the packs that are found to be damaged on the way, it begins again. */
    private Uni<Rewritten> attempt(SequencedMap<PackKey, FrameTable> tables, FrameFilter filter) {
        RewritePlan plan = RewritePlan.of(tables, filter);
        if (!plan.changes()) {
            return Uni.createFrom()
                    .item(() -> new Rewritten(List.of(), List.of(), List.copyOf(damaged), Rewritten.Counts.NONE));
        }
        return inTurn(Portion.of(plan.kept(), memory))
                .chain(filter::stands)
                .chain(stands -> stands ? replace(tables.keySet(), plan) : givenUp())
                .onFailure(DamagedPacks.class)
                .recoverWithUni(failure -> {
                    Set<PackKey> bad = failure.packs();
                    leave(bad);
                    tables.keySet().removeAll(bad);
                    put.forEach(pack -> spent.add(pack.key()));
                    put.clear();
                    return attempt(tables, filter);
                });
    }

    private void leave(Set<PackKey> bad) {
        damaged.addAll(bad);
        bad.forEach(pack -> LOG.warnf("A damaged pack is not rewritten: key=%s", pack));
    }

    private Uni<Void> portion(Portion portion) {
        return waiting.memory(portion.memory())
                .chain(lease -> written(portion).onTermination().invoke(lease::close));
    }

    private Uni<Void> written(Portion portion) {
        return atOnce(portion.stretches(), this::read).emitOn(parts.executor()).chain(reads -> {
            Images images = new Images();
            reads.forEach(read -> images.add(read.stretch(), read.range()));
            return store(images.sealed(keys.next(), parts.budget().empty())).invoke(images::giveBack);
        });
    }

    private Uni<Read> read(Stretch stretch) {
        return parts.store()
                .get(stretch.pack().object(), stretch.range(), stretch.length(), ReadCondition.NONE)
                .map(range -> {
                    bytesRead.addAndGet(stretch.length());
                    return new Read(stretch, range);
                })
                .onFailure(Rewriting::tellsDamage)
                .transform(_ -> new DamagedPacks(Set.of(stretch.pack())));
    }

    private static boolean tellsDamage(Throwable failure) {
        FaultCode code = Fault.from(failure).code();
        return code == FaultCode.STORE_CORRUPT || code == FaultCode.RANGE_NOT_SATISFIABLE;
    }

    private Uni<Void> store(SealedPack pack) {
        if (waiting.over()) {
            return Uni.createFrom().failure(Waiting.tooLong());
        }
        return waiting.atMost(
                        PUT,
                        parts.store()
                                .put(pack.key().object(), SealedPack.ATTRIBUTES, WriteCondition.ABSENT, pack.body()))
                .invoke(_ -> put.add(PackFacts.of(pack.key(), pack.body().length(), pack.table())))
                .replaceWithVoid();
    }

    private Uni<Rewritten> replace(Collection<PackKey> old, RewritePlan plan) {
        List<PackKey> replaced = List.copyOf(old);
        List<PackFacts> with = List.copyOf(put);
        List<PackKey> written = with.stream().map(PackFacts::key).toList();
        long bytes = with.stream().mapToLong(PackFacts::bytes).sum();
        Rewritten.Counts counts =
                new Rewritten.Counts(bytesRead.get(), bytes, plan.kept().size(), plan.copies(), plan.dropped());
        return parts.catalog()
                .replaced(replaced, with)
                .replaceWith(() -> new Rewritten(replaced, written, List.copyOf(damaged), counts));
    }

    /** Nobody has been told of the new packs; who has found one by a listing finds its frames in the old ones, too. */
    private Uni<Rewritten> givenUp() {
        List<PackKey> gone = new ArrayList<>(spent);
        put.forEach(pack -> gone.add(pack.key()));
        return deleted(gone)
                .chain(() -> Uni.createFrom()
                        .failure(Fault.of(FaultCode.WRITE_CONFLICT, "What is to be kept has changed meanwhile.")));
    }

    private Uni<Void> deleted(List<PackKey> gone) {
        return atOnce(gone, pack -> parts.store().delete(pack.object(), WriteCondition.NONE))
                .replaceWithVoid();
    }

    private Uni<Void> inTurn(List<Portion> portions) {
        return Multi.createFrom()
                .iterable(portions)
                .onItem()
                .transformToUniAndConcatenate(this::portion)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static <T, R> Uni<List<R>> atOnce(Collection<T> all, Function<T, Uni<R>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUni(one -> step.apply(one))
                .merge(AT_ONCE)
                .collect()
                .asList();
    }
}
