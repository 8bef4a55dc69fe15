package io.sluice.edge.objects;

import io.sluice.base.bytes.ByteRange;
import io.sluice.edge.http.BodyHead;
import io.sluice.edge.http.Chunks;
import io.sluice.store.KnownObject;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ReadCondition;
import io.sluice.store.objects.GetQuery;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;

/**
 * Answers reads out of memory, in the turn of the event loop that brought the request: no stage, no lane, no timer. Every
 * method tells whether it has answered; if not, the store has to be asked.
 */
record AtOnce(RoutingContext ctx, ObjectHead head) {
    boolean get(GetQuery query, KnownObject known) {
        ObjectInfo info = known.info();
        return switch (query.condition().of(info.etag(), info.lastModified())) {
            case FAILED -> false;
            case NOT_MODIFIED -> notModified(info);
            case READ -> known.bytes() != null && bytes(query, info, known.bytes());
        };
    }

    /** The values of tags are not among what is known. */
    boolean head(ReadCondition condition, KnownObject known) {
        ObjectInfo info = known.info();
        return info.tagCount() == 0
                && switch (condition.of(info.etag(), info.lastModified())) {
                    case FAILED -> false;
                    case NOT_MODIFIED -> notModified(info);
                    case READ -> {
                        HttpServerResponse response = written(info);
                        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(info.size()));
                        var _ = response.end();
                        yield true;
                    }
                };
    }

    private boolean bytes(GetQuery query, ObjectInfo info, ByteBuffer bytes) {
        ByteRange range = query.rangeOf(info);
        ByteRange.Resolved part = (range == null ? ByteRange.all() : range).within(info.size());
        HttpServerResponse response = written(info);
        if (range != null && part.length() > 0) {
            BodyHead.partial(part, info.size(), response);
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(part.length()));
        var _ = response.end(Chunks.buffer(bytes.slice((int) part.offset(), (int) part.length())));
        return true;
    }

    boolean notModified(ObjectInfo info) {
        HttpServerResponse response = ctx.response().setStatusCode(304);
        head.unchanged(info, response.headers());
        var _ = response.end();
        return true;
    }

    private HttpServerResponse written(ObjectInfo info) {
        HttpServerResponse response = ctx.response();
        head.write(info, response.headers());
        return response;
    }
}
