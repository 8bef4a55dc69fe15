package io.sluice.store.local;

import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers a page, in order; knows that there is a next one when it is offered more than it may hold. */
final class PageBuilder {
    private final int limit;
    private final List<ListPage.Entry> objects = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private @Nullable String last;
    private boolean more;

    PageBuilder(ListQuery query) {
        this.limit = query.limit();
    }

    /** Whether nothing else is to be looked for. */
    boolean over() {
        return more;
    }

    void add(ListPage.Entry entry) {
        if (admit(entry.key().value())) {
            objects.add(entry);
        }
    }

    void add(String prefix) {
        if (admit(prefix)) {
            prefixes.add(prefix);
        }
    }

    ListPage build() {
        return new ListPage(objects, prefixes, more && last != null ? ListCursor.after(last) : null);
    }

    private boolean admit(String name) {
        if (full()) {
            more = true;
            return false;
        }
        last = name;
        return true;
    }

    private boolean full() {
        return objects.size() + prefixes.size() == limit;
    }
}
