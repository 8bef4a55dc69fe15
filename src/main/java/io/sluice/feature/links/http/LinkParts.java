package io.sluice.feature.links.http;

import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.DigestHeader;
import io.sluice.edge.http.Headers;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.http.SmallBodies;
import io.sluice.feature.links.LinkUse;
import io.sluice.feature.links.seal.Deed;
import io.sluice.feature.links.seal.LinkClaims;
import io.sluice.store.MultipartUpload;
import io.sluice.store.Stored;
import io.sluice.store.transfer.PartUploads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Takes the parts of an object by links, and makes the object of them. On the request's event loop. */
@ApplicationScoped
public class LinkParts {
    private final LinkUse use;
    private final BodyFlows.Factory bodies;
    private final SmallBodies small;

    LinkParts(LinkUse use, BodyFlows.Factory bodies, SmallBodies small) {
        this.use = use;
        this.bodies = bodies;
        this.small = small;
    }

    CompletionStage<MultipartUpload.Part> part(RoutingContext ctx, LinkClaims link, Deed.WritePart deed) {
        Executor lane = RequestContext.lane(ctx);
        long length = Headers.contentLength(ctx.request());
        PartUploads.Coming coming = new PartUploads.Coming(deed.number(), length, DigestHeader.of(ctx.request()));
        return use.putPart(link, deed.uploadId(), coming, lane)
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

    /** @param most bytes of the object */
    CompletionStage<Stored> complete(RoutingContext ctx, LinkClaims link, String upload, long most) {
        Executor lane = RequestContext.lane(ctx);
        return small.read(ctx, PartsXml.LARGEST, body -> PartsXml.parse(body.getBytes()))
                .chain(parts -> use.complete(link, upload, parts, most))
                .emitOn(lane)
                .invoke(stored -> answer(ctx.response(), link, stored))
                .subscribeAsCompletionStage();
    }

    CompletionStage<?> abort(RoutingContext ctx, LinkClaims link, String upload) {
        return use.abort(link, upload)
                .emitOn(RequestContext.lane(ctx))
                .invoke(() -> ctx.response().setStatusCode(204).end())
                .subscribeAsCompletionStage();
    }

    private static void answer(HttpServerResponse response, LinkClaims link, Stored stored) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/xml")
                .putHeader(HttpHeaders.ETAG, stored.etag().quoted())
                .end(PartsXml.completed(link.object(), stored));
    }
}
