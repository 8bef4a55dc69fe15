package io.sluice.feature.objects.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.RequestContext;
import io.sluice.feature.objects.ListingQuery;
import io.sluice.feature.objects.ListingQuery.Filter;
import io.sluice.feature.objects.ObjectListing;
import io.sluice.store.BucketName;
import io.sluice.store.ListQuery;
import io.sluice.store.objects.Visibility;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/buckets/{bucket}/objects}. */
@Path("/api/v1/buckets/{bucket}/objects")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "objects")
public class ListingResource {
    private static final Set<String> INCLUDES = Set.of("metadata", "tags");

    private final ObjectListing listing;

    ListingResource(ObjectListing listing) {
        this.listing = listing;
    }

    @GET
    @Operation(
            operationId = "listObjects",
            summary = "Lists objects in the order of their keys",
            description = "Cursor-paged: pass `next` of one page as `after` of the following one.")
    @APIResponse(
            responseCode = "200",
            description = "One page; a filtered one may be short and still have a `next`",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ListingJson.class),
                            examples = @ExampleObject(name = "page", value = ListingExamples.PAGE)))
    @APIResponse(
            responseCode = "400",
            description = "`invalid-bucket`, `invalid-parameter`",
            content =
                    @Content(
                            mediaType = ListingExamples.PROBLEM_TYPE,
                            schema = @Schema(ref = "Problem"),
                            examples = @ExampleObject(name = "invalid-parameter", value = ListingExamples.INVALID)))
    @APIResponse(
            responseCode = "404",
            description = "`bucket-not-found`",
            content =
                    @Content(
                            mediaType = ListingExamples.PROBLEM_TYPE,
                            schema = @Schema(ref = "Problem"),
                            examples = @ExampleObject(name = "bucket-not-found", value = ListingExamples.NO_BUCKET)))
    @APIResponse(
            responseCode = "503",
            description =
                    "`bucket-not-ready`, `store-unavailable`, `store-timeout`, `store-busy`, `store-error`; with `Retry-After`",
            content =
                    @Content(
                            mediaType = ListingExamples.PROBLEM_TYPE,
                            schema = @Schema(ref = "Problem"),
                            examples = @ExampleObject(name = "store-unavailable", value = ListingExamples.NO_STORE)))
    public Uni<ListingJson> list(
            @Parameter(description = "A configured bucket", example = "files") @PathParam("bucket") String bucket,
            @BeanParam ListingParameters parameters,
            RoutingContext ctx) {
        RequestContext.route(ctx, "listing");
        ListingQuery query = query(new BucketName(bucket), parameters);
        return listing.list(query).map(page -> ListingJson.of(query, page));
    }

    private static ListingQuery query(BucketName bucket, ListingParameters given) {
        String delimiter = given.delimiter;
        if (delimiter != null && !delimiter.equals("/")) {
            throw invalid("delimiter", "is '/' or left out");
        }
        ListQuery where = new ListQuery(bucket, given.prefix, delimiter, Cursors.decode(given.after), (int)
                number("limit", given.limit, 1, ListQuery.MAX_LIMIT));
        Set<String> includes = includes(given.include);
        return new ListingQuery(
                where, filter(given), includes.contains("metadata"), includes.contains("tags"), Visibility.ALL);
    }

    private static Filter filter(ListingParameters given) {
        String[] tag = given.tag == null ? new String[0] : given.tag.split("=", 2);
        return new Filter(
                given.type,
                number("minSize", given.minSize, 0, Long.MAX_VALUE),
                number("maxSize", given.maxSize, 0, Long.MAX_VALUE),
                instant(given.modifiedSince),
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
