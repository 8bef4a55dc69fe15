package io.sluice.feature.objects;

import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.objects.ObjectView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param prefixes what was rolled up at the delimiter
 * @param next where the next page starts; null when this is the last. A filtered page may hold fewer items than the limit,
 *     even none, and still have a next
 */
public record Listing(
        List<Item> items, List<String> prefixes, @Nullable ListCursor next) {
    public Listing {
        items = List.copyOf(items);
        prefixes = List.copyOf(prefixes);
    }

    /**
     * A listed object.
     *
     * @param view null unless more than the listing tells was asked for
     */
    public record Item(ListPage.Entry entry, @Nullable ObjectView view) {}
}
