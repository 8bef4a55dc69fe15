package io.sluice.feature.objects.http;

import io.sluice.edge.access.Resource;
import io.sluice.edge.http.QueryText;
import io.sluice.feature.objects.ListingQuery;
import io.sluice.feature.objects.ListingQuery.Filter;
import io.sluice.store.BucketName;
import io.sluice.store.ListQuery;
import io.sluice.store.objects.Visibility;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The query of a listing. What is wrong with a value is said in a problem. */
record ListingRequest(QueryText query) {
    private static final Set<String> INCLUDES = Set.of("metadata", "tags");
    private static final int USUAL_LIMIT = 100;

    static ListingRequest of(RoutingContext ctx) {
        return new ListingRequest(QueryText.of(ctx));
    }

    /** What it is about: the keys that it may list. */
    static Resource.OfPrefix about(RoutingContext ctx) {
        BucketName bucket = new BucketName(Objects.requireNonNullElse(ctx.pathParam("bucket"), ""));
        return new Resource.OfPrefix(bucket, of(ctx).query().text("prefix", ""));
    }

    /** Throws {@code invalid-parameter}. */
    ListingQuery parse(Resource.OfPrefix about, Visibility whose, Cursors cursors) {
        String delimiter = query.text("delimiter");
        if (delimiter != null && !delimiter.equals("/")) {
            throw QueryText.invalid("delimiter", "is '/' or left out");
        }
        if (delimiter != null && !whose.equals(Visibility.ALL)) {
            throw QueryText.invalid(
                    "delimiter", "cannot be used where objects belong to their owners: it would tell of others'");
        }
        int limit = query.number("limit", USUAL_LIMIT, ListQuery.MAX_LIMIT);
        ListQuery where =
                new ListQuery(about.bucket(), about.prefix(), delimiter, cursors.decode(query.text("after")), limit);
        Set<String> includes = includes(query.all("include"));
        return new ListingQuery(where, filter(), includes.contains("metadata"), includes.contains("tags"), whose);
    }

    private Filter filter() {
        String wanted = query.text("tag");
        String[] tag = wanted == null ? new String[0] : wanted.split("=", 2);
        return new Filter(
                query.text("type"),
                query.number("minSize", 0, 0, Long.MAX_VALUE),
                query.number("maxSize", Long.MAX_VALUE, 0, Long.MAX_VALUE),
                query.instant("modifiedSince"),
                tag.length > 0 ? tag[0] : null,
                tag.length > 1 ? tag[1] : null);
    }

    private static Set<String> includes(List<String> given) {
        Set<String> includes = new HashSet<>();
        given.forEach(value -> includes.addAll(List.of(value.split(","))));
        if (!INCLUDES.containsAll(includes)) {
            throw QueryText.invalid("include", "is metadata, tags or both");
        }
        return includes;
    }
}
