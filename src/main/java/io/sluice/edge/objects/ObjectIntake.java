package io.sluice.edge.objects;

import io.sluice.base.bytes.RunningDigest.Expected;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.conditions.Conditions;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.DigestHeader;
import io.sluice.edge.http.Headers;
import io.sluice.edge.http.RequestContext;
import io.sluice.store.Attributes;
import io.sluice.store.ObjectRef;
import io.sluice.store.Stored;
import io.sluice.store.objects.OpenUpload;
import io.sluice.store.objects.StoredObjects;
import io.sluice.store.objects.Visibility;
import io.sluice.store.transfer.UploadRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Takes an object out of the body of a PUT. On the request's event loop. */
public final class ObjectIntake {
    private final StoredObjects objects;
    private final BodyFlows.Factory bodies;
    private final PublicObjects published;

    public ObjectIntake(StoredObjects objects, BodyFlows.Factory bodies, PublicObjects published) {
        this.objects = objects;
        this.bodies = bodies;
        this.published = published;
    }

    /**
     * What may be put.
     *
     * @param whose no other object is replaced
     * @param owner whose it will be; null for nobody's
     * @param maxBytes of its bytes
     */
    public record Allowed(
            ObjectRef object, Visibility whose, @Nullable String owner, long maxBytes) {}

    /**
     * Has the body stored.
     *
     * @return the object once it is durable, on the lane; whoever gets a failure answers with it. Throws what is wrong with the head
     */
    public CompletionStage<Stored> take(RoutingContext ctx, Allowed allowed) {
        BodyFlows.hold(ctx);
        Executor lane = RequestContext.lane(ctx);
        UploadRequest upload = upload(ctx.request(), allowed);
        Uni<Void> checked = BodyFlows.awaitsWord(ctx)
                ? objects.foresee(upload.object(), upload.condition(), allowed.whose())
                : Uni.createFrom().voidItem();
        CompletableFuture<Stored> result = new CompletableFuture<>();
        checked.chain(() -> objects.put(upload, allowed.whose(), lane))
                .emitOn(lane)
                .subscribe()
                .with(opened -> receive(ctx, opened, allowed.maxBytes(), result), result::completeExceptionally);
        return result;
    }

    private void receive(RoutingContext ctx, OpenUpload opened, long maxBytes, CompletableFuture<Stored> result) {
        BodyFlows.goOn(ctx);
        bodies.of(ctx, RequestContext.lane(ctx)).request(maxBytes).subscribe(opened.bytes());
        var _ = opened.result().whenComplete((stored, failure) -> {
            if (failure == null) {
                result.complete(stored);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private static UploadRequest upload(HttpServerRequest request, Allowed allowed) {
        MultiMap headers = request.headers();
        if (headers.contains("Content-Range")) {
            throw Fault.of(FaultCode.INVALID_HEADER, "A PUT stores whole objects; Content-Range has no place in it.");
        }
        long length = Headers.contentLength(request);
        if (length > allowed.maxBytes()) {
            throw Fault.of(FaultCode.BODY_TOO_LARGE, "The body has more than " + allowed.maxBytes() + " bytes.");
        }
        Expected expected = DigestHeader.of(request);
        Attributes attributes =
                AttributeHeaders.parse(headers, expected.sha256()).ownedBy(allowed.owner());
        return new UploadRequest(allowed.object(), attributes, Conditions.ofPut(headers), length, expected);
    }

    /** Answers that an object is stored. */
    public void created(RoutingContext ctx, ObjectRef object, Stored stored) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(201)
                .putHeader(HttpHeaders.ETAG, stored.etag().quoted())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        putIfKnown(response, ObjectHeaders.REPR_DIGEST, DigestHeader.format(stored.crc32c(), null));
        putIfKnown(response, ObjectHeaders.VERSION_ID, stored.versionId());
        JsonObject json = json(object, stored);
        published.url(ctx.request(), object).ifPresent(url -> json.put("publicUrl", url));
        var _ = response.end(json.encode());
    }

    private static JsonObject json(ObjectRef object, Stored stored) {
        JsonObject json = new JsonObject()
                .put("bucket", object.bucket().value())
                .put("key", object.key().value())
                .put("size", stored.size())
                .put("etag", stored.etag().value())
                .put("crc32c", stored.crc32c() == null ? null : stored.crc32c().base64());
        return stored.versionId() == null ? json : json.put("versionId", stored.versionId());
    }

    private static void putIfKnown(HttpServerResponse response, String name, @Nullable String value) {
        if (value != null) {
            response.putHeader(name, value);
        }
    }
}
