package io.sluice.edge.objects;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.conditions.Conditions;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.BodyHead;
import io.sluice.edge.http.RangeHeader;
import io.sluice.edge.http.RequestContext;
import io.sluice.store.KnownObject;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.objects.GetQuery;
import io.sluice.store.objects.ObjectView;
import io.sluice.store.objects.OpenDownload;
import io.sluice.store.objects.StoredObjects;
import io.sluice.store.objects.Visibility;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;

/** Answers GET and HEAD of an object: ranges, conditions, the bytes as fast as the client takes them. On the request's event loop. */
public final class ObjectReading {
    private final StoredObjects objects;
    private final BodyFlows.Factory bodies;

    public ObjectReading(StoredObjects objects, BodyFlows.Factory bodies) {
        this.objects = objects;
        this.bodies = bodies;
    }

    /**
     * What is asked for.
     *
     * @param whose only such an object is there to be read
     * @param head of the answer
     * @param tags whether HEAD tells them
     */
    public record Asked(ObjectRef object, Visibility whose, ObjectHead head, boolean tags) {}

    /** Ends the request with the object, or with what is known of it if the method is HEAD. */
    public void answer(RoutingContext ctx, Asked asked) {
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            head(ctx, asked);
        } else {
            get(ctx, asked);
        }
    }

    private void get(RoutingContext ctx, Asked asked) {
        MultiMap headers = ctx.request().headers();
        GetQuery query = new GetQuery(
                asked.object(),
                asked.whose(),
                RangeHeader.parse(headers.get("Range")),
                Conditions.ofRead(headers),
                Conditions.ifRange(headers));
        KnownObject known = objects.known(asked.object(), asked.whose());
        if (known != null && new AtOnce(ctx, asked.head()).get(query, known)) {
            return;
        }
        Executor lane = RequestContext.lane(ctx);
        objects.open(query, lane)
                .emitOn(lane)
                .subscribe()
                .with(download -> send(ctx, asked.head(), download), failure -> fail(ctx, asked, failure));
    }

    /** Of an object that is unchanged the store tells no more than its tag; what caches are told of it takes all that is known. */
    private void fail(RoutingContext ctx, Asked asked, Throwable failure) {
        if (Fault.from(failure).code() != FaultCode.NOT_MODIFIED) {
            Answers.fail(ctx, failure);
            return;
        }
        objects.head(asked.object(), ReadCondition.NONE, asked.whose())
                .emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(view -> unchanged(ctx, asked, view.info(), failure), _ -> Answers.fail(ctx, failure));
    }

    /** It may have been replaced since. */
    private static void unchanged(RoutingContext ctx, Asked asked, ObjectInfo now, Throwable failure) {
        ReadCondition condition = Conditions.ofRead(ctx.request().headers());
        boolean still = condition.of(now.etag(), now.lastModified()) == ReadCondition.Outcome.NOT_MODIFIED;
        if (still && !ctx.response().closed()) {
            var _ = new AtOnce(ctx, asked.head()).notModified(now);
        } else {
            Answers.fail(ctx, failure);
        }
    }

    private void send(RoutingContext ctx, ObjectHead head, OpenDownload download) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            download.discard().run();
            return;
        }
        head.write(download.info(), response.headers());
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(download.length()));
        ByteRange.Resolved range = download.range();
        if (range != null) {
            BodyHead.partial(range, download.info().size(), response);
        }
        download.bytes().subscribe(bodies.of(ctx, RequestContext.lane(ctx)).response());
    }

    private void head(RoutingContext ctx, Asked asked) {
        ReadCondition condition = Conditions.ofRead(ctx.request().headers());
        KnownObject known = objects.known(asked.object(), asked.whose());
        if (known != null && new AtOnce(ctx, asked.head()).head(condition, known)) {
            return;
        }
        objects.head(asked.object(), condition, asked.whose())
                .emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(view -> described(ctx, asked, view), failure -> fail(ctx, asked, failure));
    }

    private static void described(RoutingContext ctx, Asked asked, ObjectView view) {
        HttpServerResponse response = ctx.response();
        if (response.closed()) {
            return;
        }
        asked.head().write(view.info(), response.headers());
        if (asked.tags() && !view.tags().isEmpty()) {
            response.putHeader(AttributeHeaders.TAGS, AttributeHeaders.format(view.tags()));
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(view.info().size()))
                .end();
    }
}
