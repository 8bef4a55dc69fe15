package io.sluice.feature.links.seal;

import io.sluice.store.ObjectRef;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Claims as JSON of short names: a link is to be short. */
final class ClaimsJson {
    private static final String READ = "r";
    private static final String WRITE = "w";
    private static final String PART = "p";
    private static final String COMPLETE = "c";
    private static final String ABORT = "a";

    private ClaimsJson() {}

    static JsonObject of(LinkClaims claims) {
        JsonObject json = new JsonObject()
                .put("i", claims.id())
                .put("b", claims.object().bucket().value())
                .put("k", claims.object().key().value())
                .put("s", claims.maker().subject())
                .put("e", claims.life().end().toEpochMilli());
        flag(json, "n", claims.maker().known());
        flag(json, "o", claims.maker().ownOnly());
        flag(json, "x", claims.life().once());
        return switch (claims.deed()) {
            case Deed.Read(var disposition) -> text(json.put("d", READ), "f", disposition);
            case Deed.Write(var limits) ->
                text(json.put("d", WRITE), "t", limits.contentType())
                        .put("m", limits.maxBytes())
                        .put("z", limits.size());
            case Deed.WritePart(var upload, var number) ->
                json.put("d", PART).put("u", upload).put("p", number);
            case Deed.Complete(var upload) -> json.put("d", COMPLETE).put("u", upload);
            case Deed.Abort(var upload) -> json.put("d", ABORT).put("u", upload);
        };
    }

    private static void flag(JsonObject json, String name, boolean set) {
        if (set) {
            json.put(name, true);
        }
    }

    private static JsonObject text(JsonObject json, String name, @Nullable String text) {
        return text == null ? json : json.put(name, text);
    }

    /** Throws an unchecked exception when it is not what {@link #of} has written. */
    static LinkClaims parse(JsonObject json) {
        return new LinkClaims(
                text(json, "i"),
                ObjectRef.of(text(json, "b"), text(json, "k")),
                deed(json),
                new Maker(text(json, "s"), json.getBoolean("n", false), json.getBoolean("o", false)),
                new LinkClaims.Life(Instant.ofEpochMilli(json.getLong("e")), json.getBoolean("x", false)));
    }

    private static Deed deed(JsonObject json) {
        return switch (text(json, "d")) {
            case READ -> new Deed.Read(json.getString("f"));
            case WRITE ->
                new Deed.Write(new Deed.BodyLimits(json.getString("t"), json.getLong("m"), json.getLong("z")));
            case PART -> new Deed.WritePart(text(json, "u"), json.getInteger("p"));
            case COMPLETE -> new Deed.Complete(text(json, "u"));
            case ABORT -> new Deed.Abort(text(json, "u"));
            default -> throw new IllegalArgumentException("no such deed");
        };
    }

    private static String text(JsonObject json, String name) {
        return Objects.requireNonNull(json.getString(name), name);
    }
}
