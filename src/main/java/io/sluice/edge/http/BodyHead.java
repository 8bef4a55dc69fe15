package io.sluice.edge.http;

import io.sluice.base.bytes.ByteRange;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;

/** What every answer says that carries bytes of others. */
public final class BodyHead {
    private BodyHead() {}

    /** What others have stored is never run as a page of this origin, whatever its writer says it is. */
    public static void neverAPage(MultiMap headers) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "sandbox");
    }

    /** Makes an answer a partial one. */
    public static void partial(ByteRange.Resolved range, long size, HttpServerResponse response) {
        response.setStatusCode(206);
        response.putHeader("Content-Range", "bytes " + range.offset() + "-" + (range.end() - 1) + "/" + size);
    }
}
