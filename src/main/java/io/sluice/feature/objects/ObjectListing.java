package io.sluice.feature.objects;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.objects.Listing.Item;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists objects. A page asks the store for as many keys as it still lacks, so it ends where a page of the store ends and the
 * store's own cursor goes on. Filters look at a bounded number of keys for each answer. Thread-safe.
 */
public final class ObjectListing {
    /** No answer looks at more keys than this. */
    private static final int MOST_SCANNED = 5000;

    private static final int HEADS_AT_ONCE = 16;

    private final StoredObjects objects;
    private final ObjectReads store;

    public ObjectListing(StoredObjects objects, ObjectReads store) {
        this.objects = objects;
        this.store = store;
    }

    /** What has been gathered for one answer. */
    private record Gathered(List<Item> items, List<String> prefixes, int scanned) {
        int size() {
            return items.size() + prefixes.size();
        }
    }

    public Uni<Listing> list(ListingQuery query) {
        return gather(query, query.where(), new Gathered(new ArrayList<>(), new ArrayList<>(), 0));
    }

    private Uni<Listing> gather(ListingQuery query, ListQuery from, Gathered gathered) {
        ListQuery page = new ListQuery(
                from.bucket(), from.prefix(), from.delimiter(), from.after(), from.limit() - gathered.size());
        return store.list(page)
                .chain(found ->
                        admitted(query, found).chain(items -> next(query, from, found, added(gathered, found, items))));
    }

    private static Gathered added(Gathered gathered, ListPage found, List<Item> items) {
        gathered.items().addAll(items);
        gathered.prefixes().addAll(found.prefixes());
        int scanned = found.objects().size() + found.prefixes().size();
        return new Gathered(gathered.items(), gathered.prefixes(), gathered.scanned() + scanned);
    }

    private Uni<Listing> next(ListingQuery query, ListQuery from, ListPage found, Gathered gathered) {
        ListCursor next = found.next();
        boolean full = gathered.size() == query.where().limit();
        if (next == null || full || gathered.scanned() >= MOST_SCANNED) {
            return Uni.createFrom().item(new Listing(gathered.items(), gathered.prefixes(), next));
        }
        return gather(query, from.startingAfter(next), gathered);
    }

    private Uni<List<Item>> admitted(ListingQuery query, ListPage page) {
        List<ListPage.Entry> entries =
                page.objects().stream().filter(query.filter()::admits).toList();
        if (!query.needsViews() || entries.isEmpty()) {
            return Uni.createFrom()
                    .item(entries.stream().map(entry -> new Item(entry, null)).toList());
        }
        List<Uni<Optional<Item>>> views =
                entries.stream().map(entry -> viewed(query, entry)).toList();
        return Uni.join()
                .all(views)
                .usingConcurrencyOf(HEADS_AT_ONCE)
                .andFailFast()
                .map(items -> items.stream().flatMap(Optional::stream).toList());
    }

    /** Empty for an object that the filter refuses, or that was deleted since it was listed. */
    private Uni<Optional<Item>> viewed(ListingQuery query, ListPage.Entry entry) {
        return objects.head(new ObjectRef(query.bucket(), entry.key()), ReadCondition.NONE)
                .map(view -> query.filter().admits(view) ? Optional.of(new Item(entry, view)) : Optional.<Item>empty())
                .onFailure(failure -> failure instanceof Fault fault && fault.code() == FaultCode.OBJECT_NOT_FOUND)
                .recoverWithItem(Optional.empty());
    }
}
