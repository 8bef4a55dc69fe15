package io.sluice.feature.objects.http;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query of a listing, as text: what is wrong with a value is said in a problem, not by a type converter. */
public class ListingParameters {
    @QueryParam("prefix")
    @DefaultValue("")
    @Parameter(description = "Only keys that begin so", example = "photos/")
    String prefix = "";

    @QueryParam("delimiter")
    @Parameter(description = "`/` rolls deeper keys up into `prefixes`")
    @Nullable
    String delimiter;

    @QueryParam("after")
    @Parameter(description = "`next` of the page before")
    @Nullable
    String after;

    @QueryParam("limit")
    @DefaultValue("100")
    @Parameter(description = "1 to 1000")
    String limit = "100";

    @QueryParam("type")
    @Parameter(description = "Only objects whose media type begins so", example = "image/")
    @Nullable
    String type;

    @QueryParam("minSize")
    @DefaultValue("0")
    @Parameter(description = "In bytes")
    String minSize = "0";

    @QueryParam("maxSize")
    @DefaultValue("9223372036854775807")
    @Parameter(description = "In bytes")
    String maxSize = "9223372036854775807";

    @QueryParam("modifiedSince")
    @Parameter(description = "RFC 3339, UTC", example = "2026-01-31T12:00:00Z")
    @Nullable
    String modifiedSince;

    @QueryParam("tag")
    @Parameter(description = "`name` or `name=value`", example = "project=atlas")
    @Nullable
    String tag;

    @QueryParam("include")
    @Parameter(description = "`metadata`, `tags`; costs one call to the store for each object")
    List<String> include = List.of();
}
