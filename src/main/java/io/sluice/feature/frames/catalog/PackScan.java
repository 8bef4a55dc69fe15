package io.sluice.feature.frames.catalog;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.index.PackIndex;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.BucketName;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Brings the index to what the bucket says: lists minutes of arrival, and of each pack that the index does not have asks the other
 * replicas, or reads its end. Packs that are no longer there are forgotten. Thread-safe.
 */
final class PackScan {
    private static final Logger LOG = Logger.getLogger(PackScan.class);

    /** The tables of so few packs are kept: they are likely to be asked for next. Those of a day would push others out. */
    private static final int WORTH_KEEPING = 256;

    /** Up to so many minutes of a busy hour are listed one by one, at once; of more the whole hour is. */
    private static final int ONE_BY_ONE = 20;

    /** How often packs may be replaced while they are listed. */
    private static final int MOVES = 5;

    /** Listings at once. */
    private static final int LISTINGS = 4;

    private final ObjectReads store;
    private final BucketName bucket;
    private final PackIndex index;
    private final FrameTables tables;
    private final Arrivals arrivals;
    private final int readers;
    private final Consumer<PackFacts> onFound;
    private final Map<MinuteRange.Piece, CompletableFuture<Count>> underWay = new ConcurrentHashMap<>();

    /** What a scan works with. */
    record Parts(ObjectReads store, BucketName bucket, PackIndex index, FrameTables tables, Arrivals arrivals) {}

    /**
     * What a scan found.
     *
     * @param packs in the bucket
     * @param read whose ends were read, as nobody knew them
     * @param gone that were in the index, and no longer in the bucket
     */
    record Count(long packs, long read, long gone) {
        static final Count NONE = new Count(0, 0, 0);

        /** Nothing was looked at, as there is more than a page. */
        static final Count TOO_MANY = new Count(-1, 0, 0);

        Count and(Count other) {
            return new Count(packs + other.packs, read + other.read, gone + other.gone);
        }
    }

    /** @param onFound told of each pack that was not in the index */
    PackScan(Parts parts, int readers, Consumer<PackFacts> onFound) {
        this.store = parts.store();
        this.bucket = parts.bucket();
        this.index = parts.index();
        this.tables = parts.tables();
        this.arrivals = parts.arrivals();
        this.readers = Math.max(1, readers / LISTINGS);
        this.onFound = onFound;
    }

    /** Lists these minutes. Fails as listings and reads do; what was found until then is in the index. */
    Uni<Count> cover(List<MinuteRange> minutes) {
        return each(minutes.stream().flatMap(range -> range.hours().stream()).toList(), this::hour);
    }

    private static <T> Uni<Count> each(List<T> parts, Function<T, Uni<Count>> scan) {
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUni(part -> scan.apply(part))
                .merge(LISTINGS)
                .collect()
                .in(() -> new Count[] {Count.NONE}, (sum, count) -> sum[0] = sum[0].and(count))
                .map(sum -> sum[0]);
    }

    /** An hour that is over and has one page of packs costs one listing, whatever part of it is wanted. */
    private Uni<Count> hour(MinuteRange part) {
        MinuteRange.Piece whole = part.hour(true);
        return arrivals.isOver(whole.minutes().to())
                ? shared(whole, this::onePage)
                        .chain(count -> count.equals(Count.TOO_MANY)
                                ? busy(part)
                                : Uni.createFrom().item(count))
                : busy(part);
    }

    private Uni<Count> busy(MinuteRange part) {
        return part.length() > ONE_BY_ONE
                ? shared(part.hour(false), this::listed)
                : each(part.minutes(), minute -> shared(minute, this::listed));
    }

    /** Of those who want one piece at once, one lists it. */
    private Uni<Count> shared(MinuteRange.Piece piece, Function<MinuteRange.Piece, Uni<Count>> scan) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<Count> mine = new CompletableFuture<>();
            CompletableFuture<Count> there = underWay.putIfAbsent(piece, mine);
            if (there != null) {
                return there.copy();
            }
            scan.apply(piece)
                    .onTermination()
                    .invoke(() -> underWay.remove(piece))
                    .subscribe()
                    .with(mine::complete, mine::completeExceptionally);
            return mine.copy();
        });
    }

    private Uni<Count> listed(MinuteRange.Piece piece) {
        return settled(piece, MOVES, this::allPages);
    }

    /**
     * A pack that has gone has another in its place, which may have come after its part of the listing was made: it is listed again
     * until nothing of what was listed is gone by the time it is read.
     */
    private Uni<Count> settled(MinuteRange.Piece piece, int movesLeft, Function<Listing, Uni<Count>> pages) {
        return Uni.createFrom().deferred(() -> {
            Listing listing = new Listing(piece);
            return pages.apply(listing).chain(count -> {
                if (count.equals(Count.TOO_MANY) || !listing.moved(movesLeft == MOVES)) {
                    return count.equals(Count.TOO_MANY) ? Uni.createFrom().item(count) : listing.end();
                }
                return movesLeft == 0
                        ? Uni.createFrom()
                                .failure(Fault.of(
                                        FaultCode.INDEX_BEHIND, "Packs are being replaced faster than they are read."))
                        : settled(piece, movesLeft - 1, pages);
            });
        });
    }

    private Uni<Count> allPages(Listing listing) {
        return Multi.createBy()
                .repeating()
                .uni(listing::page)
                .whilst(page -> page.next() != null)
                .onItem()
                .transformToUniAndConcatenate(listing::enter)
                .collect()
                .last()
                .replaceWith(Count.NONE);
    }

    private Uni<Count> onePage(MinuteRange.Piece piece) {
        return settled(
                piece,
                MOVES,
                listing -> listing.page()
                        .chain(page -> page.next() == null
                                ? listing.enter(page).replaceWith(Count.NONE)
                                : Uni.createFrom().item(Count.TOO_MANY)));
    }

    /** One listing that goes on from page to page. What it does not find of what was known before it is gone. */
    private final class Listing {
        private final MinuteRange.Piece piece;
        private final Arrivals.Begun begun = arrivals.begin();
        private final Set<PackKey> before;
        private ListQuery next;
        private long packs;
        private long read;
        private boolean vanished;

        Listing(MinuteRange.Piece piece) {
            this.piece = piece;
            this.before = new HashSet<>(
                    index.arrived(piece.minutes().from(), piece.minutes().to()));
            this.next = new ListQuery(bucket, piece.prefix(), null, null, ListQuery.MAX_LIMIT);
        }

        Uni<ListPage> page() {
            return store.list(next).invoke(page -> {
                if (page.next() != null) {
                    next = next.startingAfter(page.next());
                }
            });
        }

        Uni<Void> enter(ListPage page) {
            Map<PackKey, Long> unknown = new HashMap<>();
            for (ListPage.Entry entry : page.objects()) {
                PackKey key = PackKey.parseOrNull(entry.key().value());
                if (key != null && piece.minutes().has(MinuteRange.of(key.minute()))) {
                    packs++;
                    if (!before.remove(key) && !index.has(key)) {
                        unknown.put(key, entry.size());
                    }
                }
            }
            return unknown.isEmpty() ? Uni.createFrom().voidItem() : learn(unknown);
        }

        /** Whether something was gone before it was read; at first, also whether a known pack is gone. */
        boolean moved(boolean first) {
            return vanished || (first && !before.isEmpty());
        }

        Uni<Count> end() {
            List<PackKey> gone = List.copyOf(before);
            gone.forEach(tables::forget);
            Uni<Void> forgotten = gone.isEmpty() ? Uni.createFrom().voidItem() : index.replace(gone, List.of());
            return forgotten.map(_ -> {
                arrivals.entered(piece.minutes(), begun);
                return new Count(packs, read, gone.size());
            });
        }

        private Uni<Void> learn(Map<PackKey, Long> unknown) {
            return index.recall(List.copyOf(unknown.keySet())).chain(recalled -> {
                List<PackKey> rest = new ArrayList<>(unknown.keySet());
                rest.removeAll(recalled.stream().map(PackFacts::key).collect(Collectors.toSet()));
                read += rest.size();
                return Multi.createFrom()
                        .iterable(rest)
                        .onItem()
                        .transformToUni(pack -> facts(pack, unknown))
                        .merge(readers)
                        .collect()
                        .asList()
                        .invoke(learnt -> {
                            vanished |= learnt.size() < rest.size();
                            entered(recalled);
                            entered(learnt);
                        })
                        .replaceWithVoid();
            });
        }
    }

    private void entered(List<PackFacts> packs) {
        index.found(packs);
        packs.forEach(onFound);
    }

    /** Nothing of a pack that is gone meanwhile. One that is damaged is known as such, and not read again and again. */
    private Uni<PackFacts> facts(PackKey pack, Map<PackKey, Long> unknown) {
        long bytes = Objects.requireNonNullElse(unknown.get(pack), 0L);
        return tables.read(pack)
                .invoke(read -> {
                    if (unknown.size() <= WORTH_KEEPING) {
                        tables.keep(pack, read.table());
                    }
                })
                .map(read -> PackFacts.of(pack, read.bytes(), read.table()))
                .onFailure()
                .recoverWithUni(failure -> {
                    Fault fault = Fault.from(failure);
                    if (fault.code() == FaultCode.OBJECT_NOT_FOUND) {
                        return Uni.createFrom().nullItem();
                    }
                    if (fault.code() != FaultCode.STORE_CORRUPT) {
                        return Uni.createFrom().failure(fault);
                    }
                    LOG.warnf("A pack cannot be read: key=%s detail=%s", pack, fault.detail());
                    return Uni.createFrom().item(PackFacts.unreadable(pack, bytes));
                });
    }
}
