package io.sluice.feature.frames.catalog;

import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackPrefixes;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What packs there are, by the bucket. Fails as listings do. Thread-safe. */
public record PackListing(ObjectReads store) {
    /** @param bytes of the object */
    public record Listed(PackKey key, long bytes) {}

    /** All packs of a minute, in the order of keys. */
    public Uni<List<Listed>> minute(Instant minute) {
        List<Listed> packs = new ArrayList<>();
        return each(minute, minute.plus(Duration.ofMinutes(1)), packs).replaceWith(packs);
    }

    /** The packs of each minute that has any. */
    public Uni<NavigableMap<Instant, List<PackKey>>> minutes(Instant from, Instant to) {
        List<Listed> packs = new ArrayList<>();
        return each(from, to, packs).map(_ -> {
            NavigableMap<Instant, List<PackKey>> minutes = new TreeMap<>();
            packs.forEach(pack -> minutes.computeIfAbsent(pack.key().minute(), _ -> new ArrayList<>())
                    .add(pack.key()));
            return minutes;
        });
    }

    private Uni<Void> each(Instant from, Instant to, List<Listed> into) {
        return Multi.createFrom()
                .iterable(PackPrefixes.covering(from, to))
                .onItem()
                .transformToUniAndConcatenate(prefix -> all(prefix, into))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> all(String prefix, List<Listed> into) {
        ListQuery[] next = {new ListQuery(PackKey.BUCKET, prefix, null, null, ListQuery.MAX_LIMIT)};
        return Multi.createBy()
                .repeating()
                .uni(() -> store.list(next[0]))
                .whilst(page -> {
                    if (page.next() == null) {
                        return false;
                    }
                    next[0] = next[0].startingAfter(page.next());
                    return true;
                })
                .onItem()
                .invoke(page -> page.objects().forEach(entry -> add(entry, into)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static void add(ListPage.Entry entry, List<Listed> into) {
        PackKey key = PackKey.parseOrNull(entry.key().value());
        if (key != null) {
            into.add(new Listed(key, entry.size()));
        }
    }
}
