package io.sluice.feature.frames.upkeep;

import io.sluice.feature.frames.catalog.PackListing;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.lease.Lease;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One way through the minutes of a range, the newest first, that goes on when it is asked to. Between two answers it holds nothing, so it
 * may be forgotten at any time. For one caller at a time.
 */
public final class CompactionRun {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/HH/mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String LEASES = "compaction/";

    private final Workshop shop;
    private final DoneMinutes known;
    private final Range range;
    private final Deque<Instant> hours = new ArrayDeque<>();
    private final Deque<Map.Entry<Instant, List<PackKey>>> minutes = new ArrayDeque<>();

    /**
     * Which minutes.
     *
     * @param from in the first minute
     * @param to the end of the last minute, at the latest
     * @param goOn false as soon as it is to come to its end
     */
    record Range(Instant from, Instant to, BooleanSupplier goOn) {}

    CompactionRun(Workshop shop, DoneMinutes known, Range range) {
        this.shop = shop;
        this.known = known;
        this.range = new Range(
                range.from().truncatedTo(ChronoUnit.MINUTES), range.to().truncatedTo(ChronoUnit.MINUTES), range.goOn());
        Instant hour = this.range.from().truncatedTo(ChronoUnit.HOURS);
        while (hour.isBefore(this.range.to())) {
            hours.addFirst(hour);
            hour = hour.plus(1, ChronoUnit.HOURS);
        }
    }

    /**
     * Goes on to the next minute of which packs were joined, are damaged, or are another replica's work.
     *
     * @return empty at the end; fails as listings, reads and rewrites do, and may be asked to go on after that
     */
    public Uni<Optional<Compacted>> next() {
        return Uni.createFrom().deferred(() -> {
            Deque<Compacted> found = new ArrayDeque<>();
            return Multi.createBy()
                    .repeating()
                    .uni(() -> step(found))
                    .whilst(more -> more && found.isEmpty())
                    .collect()
                    .last()
                    .map(_ -> Optional.ofNullable(found.pollFirst()));
        });
    }

    private Uni<Boolean> step(Deque<Compacted> found) {
        if (!range.goOn().getAsBoolean()) {
            return Uni.createFrom().item(false);
        }
        Map.Entry<Instant, List<PackKey>> minute = minutes.pollFirst();
        if (minute != null) {
            return known.nothingToDo(minute.getKey(), minute.getValue())
                    ? Uni.createFrom().item(true)
                    : compacted(minute.getKey(), minute.getValue(), found);
        }
        Instant hour = hours.pollFirst();
        return hour == null ? Uni.createFrom().item(false) : listed(hour);
    }

    private Uni<Boolean> listed(Instant hour) {
        Instant from = later(hour, range.from());
        Instant end = hour.plus(1, ChronoUnit.HOURS);
        Instant to = end.isBefore(range.to()) ? end : range.to();
        return new PackListing(shop.parts().store()).minutes(from, to).map(found -> {
            minutes.addAll(found.descendingMap().entrySet());
            return true;
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Uni<Boolean> compacted(Instant minute, List<PackKey> packs, Deque<Compacted> found) {
        return shop.parts()
                .leases()
                .take(LEASES + NAME.format(minute))
                .chain(lease -> lease.isEmpty()
                        ? Uni.createFrom().item(Compacted.busy(minute))
                        : worked(minute, packs, lease.get()))
                .map(done -> {
                    if (done.changed() || done.busy() || done.damaged() > 0) {
                        found.add(done);
                    }
                    return true;
                });
    }

    private Uni<Compacted> worked(Instant minute, List<PackKey> packs, Lease lease) {
        BooleanSupplier goOn = () -> lease.held() && range.goOn().getAsBoolean();
        return new MinuteCompaction(shop, minute, goOn)
                .run()
                .invoke(done -> {
                    if (!done.changed()) {
                        known.remember(minute, packs);
                    }
                })
                .onItemOrFailure()
                .call((_, _) -> lease.release())
                .onCancellation()
                .call(lease::release);
    }
}
