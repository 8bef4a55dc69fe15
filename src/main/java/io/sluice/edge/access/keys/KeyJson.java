package io.sluice.edge.access.keys;

import static io.sluice.store.manifest.ManifestForm.text;

import io.sluice.edge.access.GrantJson;
import io.sluice.edge.access.SecretHash;
import io.sluice.store.manifest.ManifestForm;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** API keys as JSON: as they lie in the bucket, and, without the hashes, as admins see them. */
public final class KeyJson {
    static final ManifestForm<ApiKey> FORM = new ManifestForm<>(KeyJson::kept, KeyJson::read);

    private KeyJson() {}

    /** What of a key may be told. */
    public static JsonObject told(ApiKey key) {
        ApiKey.Former former = key.former();
        JsonObject json = new JsonObject()
                .put("id", key.id())
                .put("name", key.holder().name())
                .put("subject", key.holder().subject())
                .put("grants", GrantJson.of(key.holder().grants()))
                .put("createdAt", key.origin().created().toString())
                .put("createdBy", key.origin().by());
        put(json, "expiresAt", key.origin().expires());
        put(json, "formerUntil", former == null ? null : former.until());
        return json;
    }

    private static JsonObject kept(ApiKey key) {
        ApiKey.Former former = key.former();
        JsonObject json = told(key).put("hash", key.hash().base64());
        return former == null ? json : json.put("formerHash", former.hash().base64());
    }

    private static ApiKey read(JsonObject json) {
        ApiKey.Holder holder =
                new ApiKey.Holder(text(json, "name"), text(json, "subject"), GrantJson.parse(json.getValue("grants")));
        ApiKey.Origin origin = new ApiKey.Origin(
                Instant.parse(text(json, "createdAt")), text(json, "createdBy"), instant(json, "expiresAt"));
        Instant until = instant(json, "formerUntil");
        ApiKey.Former former =
                until == null ? null : new ApiKey.Former(new SecretHash(text(json, "formerHash")), until);
        return new ApiKey(text(json, "id"), holder, origin, new SecretHash(text(json, "hash")), former);
    }

    private static @Nullable Instant instant(JsonObject json, String name) {
        String text = json.getString(name);
        return text == null ? null : Instant.parse(text);
    }

    private static void put(JsonObject json, String name, @Nullable Instant value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
