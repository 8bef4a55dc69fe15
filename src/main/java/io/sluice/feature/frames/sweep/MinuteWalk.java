package io.sluice.feature.frames.sweep;

import io.sluice.feature.frames.catalog.PackListing;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The minutes of arrival that have packs, by the bucket. Minutes without any cost nothing, however many they are. Thread-safe. */
public record MinuteWalk(ObjectReads store) {
    /** The keys of other objects than packs may stand before the first pack. */
    private static final int SOME = 10;

    /**
     * A minute and its packs.
     *
     * @param packs all of them, in the order of keys
     */
    public record Minute(Instant minute, List<PackKey> packs) {}

    /**
     * The first minute that has packs.
     *
     * @param from in the first minute that is looked at
     * @param to no minute that ends after it
     * @return empty when there is none
     */
    public Uni<Optional<Minute>> next(Instant from, Instant to) {
        // Without its last slash a prefix stands before all keys of its minute, and after all of minutes before.
        String begin = new PackKey(from.truncatedTo(ChronoUnit.MINUTES), "n", "0".repeat(26)).prefix();
        ListCursor after = ListCursor.after(begin.substring(0, begin.length() - 1));
        return first(new ListQuery(PackKey.BUCKET, PackKey.ROOT, null, after, SOME))
                .chain(minute -> minute.isEmpty()
                                || minute.get().plus(1, ChronoUnit.MINUTES).isAfter(to)
                        ? Uni.createFrom().item(Optional.<Minute>empty())
                        : packs(minute.get()).map(packs -> Optional.of(new Minute(minute.get(), packs))));
    }

    private Uni<Optional<Instant>> first(ListQuery query) {
        return store.list(query).chain(page -> {
            Optional<Instant> minute = keys(page).findFirst().map(PackKey::minute);
            return minute.isPresent() || page.next() == null
                    ? Uni.createFrom().item(minute)
                    : first(query.startingAfter(page.next()));
        });
    }

    private Uni<List<PackKey>> packs(Instant minute) {
        return new PackListing(store)
                .minute(minute)
                .map(packs -> packs.stream().map(PackListing.Listed::key).toList());
    }

    private static Stream<PackKey> keys(ListPage page) {
        return page.objects().stream()
                .map(entry -> PackKey.parseOrNull(entry.key().value()))
                .filter(Objects::nonNull);
    }
}
