package io.sluice.feature.links.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.Headers;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.objects.ObjectIntake;
import io.sluice.feature.links.Deed;
import io.sluice.feature.links.Deed.BodyLimits;
import io.sluice.feature.links.LinkClaims;
import io.sluice.feature.links.LinkUse;
import io.sluice.store.MultipartUpload;
import io.sluice.store.Stored;
import io.sluice.store.transfer.PartUploads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Takes what is sent to links that are for storing, and answers when it is stored. On the request's event loop. */
public final class LinkWriting {
    private final LinkUse use;
    private final ObjectIntake intake;
    private final BodyFlows.Factory bodies;
    private final long largest;

    /** @param largest object that is taken at all, in bytes */
    public LinkWriting(LinkUse use, ObjectIntake intake, BodyFlows.Factory bodies, long largest) {
        this.use = use;
        this.intake = intake;
        this.bodies = bodies;
        this.largest = largest;
    }

    /** Completes when it is stored and answered; whoever gets a failure answers with it. */
    CompletionStage<?> write(RoutingContext ctx, LinkClaims link) {
        return switch (link.deed()) {
            case Deed.Write(var limits) -> whole(ctx, link, limits);
            case Deed.WritePart part -> part(ctx, link, part);
            case Deed.Complete(var upload) -> complete(ctx, link, upload);
            case Deed.Abort(var upload) ->
                use.abort(link, upload)
                        .emitOn(RequestContext.lane(ctx))
                        .invoke(() -> ctx.response().setStatusCode(204).end())
                        .subscribeAsCompletionStage();
            case Deed.Read _ -> throw new IllegalStateException("a link to read stores nothing");
        };
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

    private CompletionStage<MultipartUpload.Part> part(RoutingContext ctx, LinkClaims link, Deed.WritePart deed) {
        Executor lane = RequestContext.lane(ctx);
        long length = Headers.contentLength(ctx.request());
        return use.putPart(link, deed, length, lane)
                .emitOn(lane)
                .chain(opened -> received(ctx, opened, length))
                .emitOn(lane)
                .invoke(part -> ctx.response()
                        .putHeader(HttpHeaders.ETAG, part.etag().quoted())
                        .end())
                .subscribeAsCompletionStage();
    }

    private Uni<MultipartUpload.Part> received(RoutingContext ctx, PartUploads.Open opened, long length) {
        BodyFlows.goOn(ctx);
        bodies.of(ctx, RequestContext.lane(ctx)).request(length).subscribe(opened.bytes());
        return Uni.createFrom().completionStage(opened.result());
    }

    private CompletionStage<Stored> complete(RoutingContext ctx, LinkClaims link, String upload) {
        Executor lane = RequestContext.lane(ctx);
        if (Headers.contentLength(ctx.request()) > PartsXml.LARGEST) {
            throw Fault.of(FaultCode.BODY_TOO_LARGE, "The body has more than " + PartsXml.LARGEST + " bytes.");
        }
        BodyFlows.goOn(ctx);
        return Uni.createFrom()
                .completionStage(() -> bodies.of(ctx, lane).whole(PartsXml.LARGEST))
                .chain(body -> use.complete(link, upload, PartsXml.parse(body.getBytes())))
                .emitOn(lane)
                .invoke(stored -> answer(ctx.response(), link, stored))
                .subscribeAsCompletionStage();
    }

    private static void answer(HttpServerResponse response, LinkClaims link, Stored stored) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/xml")
                .putHeader(HttpHeaders.ETAG, stored.etag().quoted())
                .end(PartsXml.completed(link.object(), stored));
    }
}
