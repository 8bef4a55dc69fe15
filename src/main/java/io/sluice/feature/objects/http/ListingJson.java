package io.sluice.feature.objects.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.base.bytes.Crc32c;
import io.sluice.feature.objects.Listing;
import io.sluice.feature.objects.ListingQuery;
import io.sluice.store.ListPage;
import io.sluice.store.objects.ObjectView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of objects as JSON. */
@Schema(name = "ObjectPage")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListingJson(
        List<Item> items,

        @Schema(description = "Keys rolled up at the delimiter; absent without one") @Nullable
        List<String> prefixes,

        @Schema(description = "Pass it as `after` for the next page; absent on the last one") @Nullable
        String next) {

    /** One object of the page. */
    @Schema(name = "ObjectItem")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            @Schema(examples = "photos/harbour.jpg") String key,
            @Schema(description = "In bytes") long size,
            String etag,
            Instant modified,

            @Schema(description = "With include=metadata") @Nullable
            String contentType,

            @Schema(description = "With include=metadata") @Nullable
            Map<String, String> metadata,

            @Schema(description = "With include=metadata; base64") @Nullable
            String crc32c,

            @Schema(description = "With include=tags") @Nullable
            Map<String, String> tags) {}

    static ListingJson of(ListingQuery query, Listing listing) {
        return new ListingJson(
                listing.items().stream().map(item -> item(query, item)).toList(),
                query.where().delimiter() == null ? null : listing.prefixes(),
                Cursors.encode(listing.next()));
    }

    private static Item item(ListingQuery query, Listing.Item item) {
        ListPage.Entry entry = item.entry();
        ObjectView details = query.details() ? item.view() : null;
        ObjectView tagged = query.tags() ? item.view() : null;
        Crc32c crc32c = details == null ? null : details.info().digests().crc32c();
        return new Item(
                entry.key().value(),
                entry.size(),
                entry.etag().value(),
                entry.lastModified(),
                details == null ? null : details.info().headers().contentType(),
                details == null ? null : details.info().metadata(),
                crc32c == null ? null : crc32c.base64(),
                tagged == null ? null : tagged.tags());
    }
}
