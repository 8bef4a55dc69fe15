package io.sluice.feature.objects.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.access.Resource;
import io.sluice.feature.objects.ListingQuery;
import io.sluice.feature.objects.ListingQuery.Filter;
import io.sluice.store.BucketName;
import io.sluice.store.ListQuery;
import io.sluice.store.objects.Visibility;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a listing. What is wrong with a value is said in a problem. */
record ListingRequest(MultiMap query) {
    private static final Set<String> INCLUDES = Set.of("metadata", "tags");
    private static final String USUAL_LIMIT = "100";

    static ListingRequest of(RoutingContext ctx) {
        MultiMap query = ctx.request().query() == null ? MultiMap.caseInsensitiveMultiMap() : ctx.queryParams();
        return new ListingRequest(query);
    }

    /** What it is about: the keys that it may list. */
    static Resource.OfPrefix about(RoutingContext ctx) {
        BucketName bucket = new BucketName(Objects.requireNonNullElse(ctx.pathParam("bucket"), ""));
        return new Resource.OfPrefix(bucket, of(ctx).text("prefix", ""));
    }

    /** @throws Fault {@code invalid-parameter} */
    ListingQuery parse(Resource.OfPrefix about, Visibility whose) {
        String delimiter = query.get("delimiter");
        if (delimiter != null && !delimiter.equals("/")) {
            throw invalid("delimiter", "is '/' or left out");
        }
        if (delimiter != null && !whose.equals(Visibility.ALL)) {
            throw invalid("delimiter", "cannot be used where objects belong to their owners: it would tell of others'");
        }
        int limit = (int) number("limit", text("limit", USUAL_LIMIT), 1, ListQuery.MAX_LIMIT);
        ListQuery where =
                new ListQuery(about.bucket(), about.prefix(), delimiter, Cursors.decode(query.get("after")), limit);
        Set<String> includes = includes(query.getAll("include"));
        return new ListingQuery(where, filter(), includes.contains("metadata"), includes.contains("tags"), whose);
    }

    private String text(String name, String usual) {
        return Objects.requireNonNullElse(query.get(name), usual);
    }

    private Filter filter() {
        String wanted = query.get("tag");
        String[] tag = wanted == null ? new String[0] : wanted.split("=", 2);
        return new Filter(
                query.get("type"),
                number("minSize", text("minSize", "0"), 0, Long.MAX_VALUE),
                number("maxSize", text("maxSize", Long.toString(Long.MAX_VALUE)), 0, Long.MAX_VALUE),
                instant(query.get("modifiedSince")),
                tag.length > 0 ? tag[0] : null,
                tag.length > 1 ? tag[1] : null);
    }

    private static Set<String> includes(List<String> given) {
        Set<String> includes = new HashSet<>();
        given.forEach(value -> includes.addAll(List.of(value.split(","))));
        if (!INCLUDES.containsAll(includes)) {
            throw invalid("include", "is metadata, tags or both");
        }
        return includes;
    }

    private static long number(String name, String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // Told below.
        }
        throw invalid(name, "is a number from " + least + " to " + most);
    }

    private static @Nullable Instant instant(@Nullable String value) {
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeException wrong) {
            throw invalid("modifiedSince", "is an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z");
        }
    }

    private static Fault invalid(String name, String rule) {
        return Fault.of(FaultCode.INVALID_PARAMETER, "The parameter '" + name + "' " + rule + ".");
    }
}
