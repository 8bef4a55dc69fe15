package io.sluice.feature.objects.http;

import io.sluice.base.bytes.Crc32c;
import io.sluice.feature.objects.Listing;
import io.sluice.feature.objects.ListingQuery;
import io.sluice.store.ListPage;
import io.sluice.store.objects.ObjectView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A page of objects as JSON. What was not asked for, and what there is not, is left out. */
final class ListingJson {
    private ListingJson() {}

    static JsonObject of(ListingQuery query, Listing listing, Cursors cursors) {
        JsonArray items = new JsonArray();
        listing.items().forEach(item -> items.add(item(query, item)));
        JsonObject json = new JsonObject().put("items", items);
        if (query.where().delimiter() != null) {
            json.put("prefixes", new JsonArray(listing.prefixes()));
        }
        put(json, "next", cursors.encode(listing.next()));
        return json;
    }

    private static JsonObject item(ListingQuery query, Listing.Item item) {
        ListPage.Entry entry = item.entry();
        JsonObject json = new JsonObject()
                .put("key", entry.key().value())
                .put("size", entry.size())
                .put("etag", entry.etag().value())
                .put("modified", entry.lastModified().toString());
        ObjectView view = item.view();
        if (view != null && query.details()) {
            describe(json, view);
        }
        if (view != null && query.tags()) {
            json.put("tags", new JsonObject(new TreeMap<>(view.tags())));
        }
        return json;
    }

    private static void describe(JsonObject json, ObjectView view) {
        Crc32c crc32c = view.info().digests().crc32c();
        put(json, "contentType", view.info().headers().contentType());
        json.put("metadata", new JsonObject(new TreeMap<>(view.info().metadata())));
        put(json, "crc32c", crc32c == null ? null : crc32c.base64());
        put(json, "owner", view.info().owner());
    }

    private static void put(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
