package io.sluice.feature.objects.http;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.RunningDigest.Expected;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.conditions.Conditions;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.BodyHead;
import io.sluice.edge.http.DigestHeader;
import io.sluice.edge.http.Headers;
import io.sluice.edge.http.RangeHeader;
import io.sluice.edge.http.RequestContext;
import io.sluice.feature.objects.GetQuery;
import io.sluice.feature.objects.ObjectView;
import io.sluice.feature.objects.OpenDownload;
import io.sluice.feature.objects.OpenUpload;
import io.sluice.feature.objects.PutCommand;
import io.sluice.feature.objects.StoredObjects;
import io.sluice.store.Attributes;
import io.sluice.store.KnownObject;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.Stored;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT GET HEAD DELETE /api/v1/buckets/{bucket}/objects/{key…}}. On the router rather than on resource methods, because
 * bodies are streamed both ways. Everything runs on the request's event loop.
 */
@ApplicationScoped
public class ObjectRoutes {
    private static final String ALLOWED = "GET, HEAD, PUT, DELETE";

    private final StoredObjects objects;
    private final ObjectsConfig config;
    private final BodyFlows.Factory bodies;

    ObjectRoutes(StoredObjects objects, ObjectsConfig config, BodyFlows.Factory bodies) {
        this.objects = objects;
        this.config = config;
        this.bodies = bodies;
    }

    void register(@Observes Router router) {
        router.route(ObjectPath.BUCKETS + ":bucket/objects/*").handler(this::dispatch);
    }

    private void dispatch(RoutingContext ctx) {
        String path = ctx.request().path();
        if (path == null || !ObjectPath.namesObject(path)) {
            ctx.next();
            return;
        }
        RequestContext.route(ctx, "object");
        try {
            ObjectRef object = ObjectPath.parse(path);
            switch (ctx.request().method().name()) {
                case "PUT" -> put(ctx, object);
                case "GET" -> get(ctx, object);
                case "HEAD" -> head(ctx, object);
                case "DELETE" -> delete(ctx, object);
                default ->
                    throw Fault.of(FaultCode.METHOD_NOT_ALLOWED, "An object takes " + ALLOWED + ".")
                            .withHeader("Allow", ALLOWED);
            }
        } catch (RuntimeException failure) {
            Answers.fail(ctx, failure);
        }
    }

    private void put(RoutingContext ctx, ObjectRef object) {
        BodyFlows.hold(ctx);
        Executor lane = RequestContext.lane(ctx);
        PutCommand command = command(ctx.request(), object);
        boolean expectsContinue = "100-continue".equalsIgnoreCase(ctx.request().getHeader(HttpHeaders.EXPECT));
        Uni<Void> checked = expectsContinue
                ? objects.foresee(object, command.condition())
                : Uni.createFrom().voidItem();
        checked.chain(() -> Uni.createFrom().completionStage(() -> objects.put(command, lane)))
                .emitOn(lane)
                .subscribe()
                .with(
                        upload -> {
                            if (expectsContinue) {
                                ctx.response().writeContinue();
                            }
                            receive(ctx, object, upload, lane);
                        },
                        failure -> Answers.fail(ctx, failure));
    }

    private void receive(RoutingContext ctx, ObjectRef object, OpenUpload upload, Executor lane) {
        bodies.of(ctx, lane).request(config.maxSize().asLongValue()).subscribe(upload.bytes());
        upload.result().whenComplete((stored, failure) -> {
            if (failure == null) {
                created(ctx, object, stored);
            } else {
                Answers.fail(ctx, failure);
            }
        });
    }

    private PutCommand command(HttpServerRequest request, ObjectRef object) {
        MultiMap headers = request.headers();
        if (headers.contains("Content-Range")) {
            throw Fault.of(FaultCode.INVALID_HEADER, "A PUT stores whole objects; Content-Range has no place in it.");
        }
        long length = Headers.contentLength(request);
        long maxSize = config.maxSize().asLongValue();
        if (length > maxSize) {
            throw Fault.of(FaultCode.BODY_TOO_LARGE, "The body has more than " + maxSize + " bytes.");
        }
        Expected expected = DigestHeader.parse(headers.get("Content-Digest"), headers.get("Repr-Digest"));
        Attributes attributes = AttributeHeaders.parse(headers, expected.sha256());
        return new PutCommand(object, attributes, Conditions.ofPut(headers), length, expected);
    }

    private static void created(RoutingContext ctx, ObjectRef object, Stored stored) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            return;
        }
        String digest = DigestHeader.format(stored.crc32c(), null);
        response.setStatusCode(201)
                .putHeader(HttpHeaders.LOCATION, ObjectPath.of(object))
                .putHeader(HttpHeaders.ETAG, stored.etag().quoted())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        putIfKnown(response, ObjectHeaders.REPR_DIGEST, digest);
        putIfKnown(response, ObjectHeaders.VERSION_ID, stored.versionId());
        JsonObject json = new JsonObject()
                .put("bucket", object.bucket().value())
                .put("key", object.key().value())
                .put("size", stored.size())
                .put("etag", stored.etag().value())
                .put("crc32c", stored.crc32c() == null ? null : stored.crc32c().base64());
        if (stored.versionId() != null) {
            json.put("versionId", stored.versionId());
        }
        response.end(json.encode());
    }

    private void get(RoutingContext ctx, ObjectRef object) {
        MultiMap headers = ctx.request().headers();
        GetQuery query = new GetQuery(
                object,
                RangeHeader.parse(headers.get("Range")),
                Conditions.ofRead(headers),
                Conditions.ifRange(headers));
        KnownObject known = objects.known(object);
        if (known != null && AtOnce.get(ctx, query, known)) {
            return;
        }
        Executor lane = RequestContext.lane(ctx);
        objects.open(query, lane)
                .emitOn(lane)
                .subscribe()
                .with(download -> send(ctx, download, lane), failure -> Answers.fail(ctx, failure));
    }

    private void send(RoutingContext ctx, OpenDownload download, Executor lane) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            download.discard().run();
            return;
        }
        ObjectHeaders.write(download.info(), ObjectHeaders.saveAs(ctx), response.headers());
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(download.length()));
        ByteRange.Resolved range = download.range();
        if (range != null) {
            BodyHead.partial(range, download.info().size(), response);
        }
        download.bytes().subscribe(bodies.of(ctx, lane).response());
    }

    private void head(RoutingContext ctx, ObjectRef object) {
        ReadCondition condition = Conditions.ofRead(ctx.request().headers());
        KnownObject known = objects.known(object);
        if (known != null && AtOnce.head(ctx, condition, known)) {
            return;
        }
        objects.head(object, condition)
                .emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(view -> described(ctx, view), failure -> Answers.fail(ctx, failure));
    }

    private static void described(RoutingContext ctx, ObjectView view) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            return;
        }
        ObjectHeaders.write(view.info(), ObjectHeaders.saveAs(ctx), response.headers());
        if (!view.tags().isEmpty()) {
            response.putHeader(AttributeHeaders.TAGS, AttributeHeaders.format(view.tags()));
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(view.info().size()))
                .end();
    }

    private void delete(RoutingContext ctx, ObjectRef object) {
        objects.delete(object, Conditions.ofDelete(ctx.request().headers()))
                .emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(_ -> ctx.response().setStatusCode(204).end(), failure -> Answers.fail(ctx, failure));
    }

    private static void putIfKnown(HttpServerResponse response, String name, @Nullable String value) {
        if (value != null) {
            response.putHeader(name, value);
        }
    }
}
