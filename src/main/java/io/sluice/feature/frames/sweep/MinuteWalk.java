package io.sluice.feature.frames.sweep;

import io.sluice.feature.frames.pack.PackKey;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            Optional<Instant> minute = keys(page).stream().findFirst().map(PackKey::minute);
            return minute.isPresent() || page.next() == null
                    ? Uni.createFrom().item(minute)
                    : first(query.startingAfter(page.next()));
        });
    }

    private Uni<List<PackKey>> packs(Instant minute) {
        String prefix = new PackKey(minute, "n", "0".repeat(26)).prefix();
        ListQuery[] next = {new ListQuery(PackKey.BUCKET, prefix, null, null, ListQuery.MAX_LIMIT)};
        List<PackKey> packs = new ArrayList<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> store.list(next[0]))
                .whilst(page -> {
                    if (page.next() != null) {
                        next[0] = next[0].startingAfter(page.next());
                    }
                    return page.next() != null;
                })
                .onItem()
                .invoke(page -> packs.addAll(keys(page)))
                .collect()
                .last()
                .replaceWith(packs);
    }

    private static List<PackKey> keys(ListPage page) {
        List<PackKey> keys = new ArrayList<>();
        for (ListPage.Entry entry : page.objects()) {
            PackKey key = PackKey.parseOrNull(entry.key().value());
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }
}
