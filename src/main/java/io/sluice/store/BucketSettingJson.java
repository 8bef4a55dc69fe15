package io.sluice.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Settings as JSON: how they are told, and how a store of our own keeps them. */
public final class BucketSettingJson {
    private static final String ID = "id";
    private static final String PREFIX = "prefix";
    private static final String RULES = "rules";

    private BucketSettingJson() {}

    public static JsonObject of(BucketSetting setting) {
        return switch (setting) {
            case BucketSetting.Versioning(var enabled) -> new JsonObject().put("enabled", enabled);
            case BucketSetting.Encryption(var kind, var key) -> {
                JsonObject json = new JsonObject().put("kind", kind.label());
                yield key == null ? json : json.put("kmsKey", key);
            }
            case BucketSetting.PublicRead(var prefixes) -> new JsonObject().put("prefixes", new JsonArray(prefixes));
            case BucketSetting.Lifecycle(var rules) -> rules(rules, BucketSettingJson::lifecycle);
            case BucketSetting.Cors(var rules) -> rules(rules, BucketSettingJson::cors);
            case BucketSetting.Notifications(var rules) -> rules(rules, BucketSettingJson::notification);
        };
    }

    private static <T> JsonObject rules(List<T> rules, Function<T, JsonObject> json) {
        return new JsonObject()
                .put(RULES, new JsonArray(rules.stream().map(json).toList()));
    }

    private static JsonObject lifecycle(BucketSetting.LifecycleRule rule) {
        JsonObject json = new JsonObject().put(ID, rule.id()).put(PREFIX, rule.prefix());
        putDays(json, "expireDays", rule.expireDays());
        putDays(json, "expireVersionsDays", rule.expireVersionsDays());
        putDays(json, "abortUploadsDays", rule.abortUploadsDays());
        return json;
    }

    private static void putDays(JsonObject json, String name, int days) {
        if (days > 0) {
            json.put(name, days);
        }
    }

    private static JsonObject cors(BucketSetting.CorsRule rule) {
        return new JsonObject()
                .put(ID, rule.id())
                .put("origins", new JsonArray(rule.origins()))
                .put("methods", new JsonArray(rule.methods()))
                .put("headers", new JsonArray(rule.headers()))
                .put("exposed", new JsonArray(rule.exposed()))
                .put("maxAgeSeconds", rule.maxAgeSeconds());
    }

    private static JsonObject notification(BucketSetting.NotificationRule rule) {
        return new JsonObject()
                .put(ID, rule.id())
                .put("target", rule.target())
                .put("events", new JsonArray(rule.events()))
                .put(PREFIX, rule.prefix())
                .put("suffix", rule.suffix());
    }

    /** Throws an unchecked exception when it is not what {@link #of} has written. */
    public static BucketSetting parse(BucketSetting.Aspect aspect, JsonObject json) {
        return switch (aspect) {
            case VERSIONING -> new BucketSetting.Versioning(json.getBoolean("enabled"));
            case ENCRYPTION ->
                new BucketSetting.Encryption(
                        BucketSetting.Encryption.Kind.of(json.getString("kind")).orElseThrow(),
                        json.getString("kmsKey"));
            case PUBLIC_READ -> new BucketSetting.PublicRead(texts(json, "prefixes"));
            case LIFECYCLE -> new BucketSetting.Lifecycle(rules(json, BucketSettingJson::lifecycle));
            case CORS -> new BucketSetting.Cors(rules(json, BucketSettingJson::cors));
            case NOTIFICATIONS -> new BucketSetting.Notifications(rules(json, BucketSettingJson::notification));
        };
    }

    private static <T> List<T> rules(JsonObject json, Function<JsonObject, T> rule) {
        return json.getJsonArray(RULES).stream()
                .map(JsonObject.class::cast)
                .map(rule)
                .toList();
    }

    private static BucketSetting.LifecycleRule lifecycle(JsonObject json) {
        return new BucketSetting.LifecycleRule(
                json.getString(ID),
                json.getString(PREFIX),
                json.getInteger("expireDays", 0),
                json.getInteger("expireVersionsDays", 0),
                json.getInteger("abortUploadsDays", 0));
    }

    private static BucketSetting.CorsRule cors(JsonObject json) {
        return new BucketSetting.CorsRule(
                json.getString(ID),
                texts(json, "origins"),
                texts(json, "methods"),
                texts(json, "headers"),
                texts(json, "exposed"),
                json.getInteger("maxAgeSeconds"));
    }

    private static BucketSetting.NotificationRule notification(JsonObject json) {
        return new BucketSetting.NotificationRule(
                json.getString(ID),
                json.getString("target"),
                texts(json, "events"),
                json.getString(PREFIX),
                json.getString("suffix"));
    }

    private static List<String> texts(JsonObject json, String name) {
        return json.getJsonArray(name).stream().map(String.class::cast).toList();
    }
}
