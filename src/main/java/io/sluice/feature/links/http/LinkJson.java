package io.sluice.feature.links.http;

import io.sluice.base.fault.Fault;
import io.sluice.edge.gateway.OwnUrls;
import io.sluice.feature.links.MadeLink;
import io.sluice.feature.links.MadeLink.Call;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.TreeMap;

/** Links as they are told to who has asked for them. */
record LinkJson(OwnUrls urls, HttpServerRequest request) {
    JsonObject of(MadeLink link) {
        JsonObject json = new JsonObject()
                .put("bucket", link.object().bucket().value())
                .put("key", link.object().key().value())
                .put("kind", link.id() == null ? "s3" : "sluice")
                .put("expiresAt", link.end().toString());
        if (link.id() != null) {
            json.put("id", link.id());
        }
        return switch (link.what()) {
            case MadeLink.Single(var call) -> json.mergeIn(of(call));
            case MadeLink.Several several -> json.mergeIn(of(several));
        };
    }

    private JsonObject of(MadeLink.Several several) {
        JsonArray parts = new JsonArray();
        several.parts().forEach(call -> parts.add(of(call).put("number", parts.size() + 1)));
        return new JsonObject()
                .put("uploadId", several.uploadId())
                .put("parts", parts)
                .put("complete", of(several.complete()))
                .put("abort", of(several.abort()));
    }

    private JsonObject of(Call call) {
        String url = call.url().startsWith("/") ? urls.of(request, call.url()) : call.url();
        JsonObject json = new JsonObject().put("method", call.method()).put("url", url);
        if (!call.headers().isEmpty()) {
            JsonObject headers = new JsonObject();
            new TreeMap<>(call.headers()).forEach(headers::put);
            json.put("headers", headers);
        }
        return json;
    }

    /** Of one of many keys that gets none. */
    static JsonObject of(String key, Fault why) {
        return new JsonObject()
                .put("key", key)
                .put("status", why.code().status())
                .put("code", why.code().wire())
                .put("detail", why.detail());
    }
}
