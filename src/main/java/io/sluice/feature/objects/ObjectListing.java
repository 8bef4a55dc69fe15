package io.sluice.feature.objects;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.objects.Listing.Item;
import io.sluice.store.KeyOrder;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.objects.StoredObjects;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists objects. An answer ends where a page of the store ends, so that the store's own cursor goes on. Filters look at
 * {@value #MOST_SCANNED} keys at most for each answer, in pages of a size that is worth a call; when more is found than an
 * answer holds, the last page is asked for again up to where it ends. Thread-safe.
 */
public final class ObjectListing {
    /** No answer looks at more keys than this. */
    private static final int MOST_SCANNED = 5000;

    private static final int HEADS_AT_ONCE = 16;

    /** Keys in a page of which each has to be asked about. */
    private static final int LOOKED_AT = 4 * HEADS_AT_ONCE;

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
        int lacking = query.where().limit() - gathered.size();
        ListQuery page = from.limitedTo(Math.min(pageSize(query, lacking), MOST_SCANNED - gathered.scanned()));
        return store.list(page)
                .chain(found -> admitted(query, found).chain(items -> {
                    List<String> ends = ends(found, items);
                    return ends.size() > lacking
                            ? cut(page, found, ends.get(lacking - 1)).map(cut -> listing(gathered, cut, items))
                            : next(query, from, found, added(gathered, found, items));
                }));
    }

    private static int pageSize(ListingQuery query, int lacking) {
        if (!query.filters()) {
            return lacking;
        }
        return query.needsDetails() ? Math.max(lacking, LOOKED_AT) : ListQuery.MAX_LIMIT;
    }

    /** The names of what a page has for the answer, in the order of the listing. */
    private static List<String> ends(ListPage found, List<Item> items) {
        return Stream.concat(items.stream().map(item -> item.entry().key().value()), found.prefixes().stream())
                .sorted(KeyOrder::compare)
                .toList();
    }

    /** What a page has up to {@code last}, with the store's own cursor for it if the store still ends a page there. */
    private Uni<ListPage> cut(ListQuery page, ListPage found, String last) {
        List<ListPage.Entry> objects = found.objects().stream()
                .filter(entry -> KeyOrder.compare(entry.key().value(), last) <= 0)
                .toList();
        List<String> prefixes = found.prefixes().stream()
                .filter(prefix -> KeyOrder.compare(prefix, last) <= 0)
                .toList();
        return store.list(page.limitedTo(objects.size() + prefixes.size())).map(again -> {
            ListCursor next = again.next();
            boolean same = next != null && next.key().equals(last);
            return new ListPage(objects, prefixes, same ? next : ListCursor.after(last));
        });
    }

    private static Listing listing(Gathered gathered, ListPage cut, List<Item> items) {
        Set<ListPage.Entry> kept = Set.copyOf(cut.objects());
        List<Item> those =
                items.stream().filter(item -> kept.contains(item.entry())).toList();
        Gathered all = added(gathered, cut, those);
        return new Listing(all.items(), all.prefixes(), cut.next());
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

    /** Empty for an object that the filter refuses, that is another's, or that was deleted since it was listed. */
    private Uni<Optional<Item>> viewed(ListingQuery query, ListPage.Entry entry) {
        return objects.head(new ObjectRef(query.bucket(), entry.key()), ReadCondition.NONE, query.whose())
                .map(view -> query.filter().admits(view) ? Optional.of(new Item(entry, view)) : Optional.<Item>empty())
                .onFailure(failure -> failure instanceof Fault fault && fault.code() == FaultCode.OBJECT_NOT_FOUND)
                .recoverWithItem(Optional.empty());
    }
}
