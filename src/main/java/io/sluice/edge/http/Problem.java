package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A fault as clients see it: {@code application/problem+json} (RFC 9457) with Sluice's stable {@code code}.
 *
 * @param requestId the id to look for in the log
 */
public record Problem(Fault fault, @Nullable String requestId) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Seconds a client should wait before it tries a retryable request again. */
    static final String RETRY_AFTER = "2";

    String json() {
        return new JsonObject()
                .put("type", "urn:sluice:problem:" + fault.code().wire())
                .put("title", fault.code().title())
                .put("status", fault.code().status())
                .put("detail", fault.detail())
                .put("code", fault.code().wire())
                .put("requestId", requestId)
                .encode();
    }
}
