package io.sluice.feature.links.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.Headers;
import io.sluice.edge.objects.ObjectIntake;
import io.sluice.feature.links.seal.Deed;
import io.sluice.feature.links.seal.Deed.BodyLimits;
import io.sluice.feature.links.seal.LinkClaims;
import io.sluice.store.Stored;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;

/** Takes what is sent to links that are for storing, and answers when it is stored. On the request's event loop. */
public final class LinkWriting {
    private final ObjectIntake intake;
    private final LinkParts parts;
    private final long largest;

    /** @param largest object that is taken at all, in bytes */
    public LinkWriting(ObjectIntake intake, LinkParts parts, long largest) {
        this.intake = intake;
        this.parts = parts;
        this.largest = largest;
    }

    /** Completes when it is stored and answered; whoever gets a failure answers with it. */
    CompletionStage<?> write(RoutingContext ctx, LinkClaims link) {
        return switch (link.deed()) {
            case Deed.Write(var limits) -> whole(ctx, link, limits);
            case Deed.WritePart part -> part(ctx, link, part);
            case Deed.Complete(var upload) -> parts.complete(ctx, link, upload, largest);
            case Deed.Abort(var upload) -> parts.abort(ctx, link, upload);
            case Deed.Read _ -> throw new IllegalStateException("a link to read stores nothing");
        };
    }

    /** No part is larger than the object may be. */
    private CompletionStage<?> part(RoutingContext ctx, LinkClaims link, Deed.WritePart deed) {
        if (Headers.contentLength(ctx.request()) > largest) {
            throw Fault.of(FaultCode.BODY_TOO_LARGE, "An object has at most " + largest + " bytes.");
        }
        return parts.part(ctx, link, deed);
    }

    private CompletionStage<Stored> whole(RoutingContext ctx, LinkClaims link, BodyLimits limits) {
        checkType(ctx, limits);
        long length = Headers.contentLength(ctx.request());
        if (limits.size() >= 0 && length != limits.size()) {
            throw Fault.of(FaultCode.LENGTH_MISMATCH, "The link is for a body of exactly " + limits.size() + " bytes.");
        }
        long most = limits.maxBytes() > 0 ? Math.min(limits.maxBytes(), largest) : largest;
        ObjectIntake.Allowed allowed = new ObjectIntake.Allowed(
                link.object(), link.maker().whose(), link.maker().owner(), most);
        return intake.take(ctx, allowed).thenApply(stored -> {
            intake.created(ctx, link.object(), stored);
            return stored;
        });
    }

    private static void checkType(RoutingContext ctx, BodyLimits limits) {
        String wanted = limits.contentType();
        String sent = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (wanted != null && (sent == null || !wanted.equalsIgnoreCase(sent.strip()))) {
            throw Fault.of(FaultCode.CONTENT_TYPE_REFUSED, "The link is for a body of another content type.");
        }
    }
}
