package io.sluice.feature.frames.settings;

import io.sluice.feature.frames.FrameTime;
import io.sluice.store.manifest.ManifestForm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of a camera as JSON, in the bucket and over HTTP. */
public final class SettingsJson {
    static final ManifestForm<CameraSettings> FORM = new ManifestForm<>(SettingsJson::of, SettingsJson::read);

    private SettingsJson() {}

    public static JsonObject of(CameraSettings settings) {
        Duration retention = settings.retention();
        JsonObject tags = new JsonObject();
        settings.tags().forEach(tags::put);
        JsonArray holds = new JsonArray();
        settings.holds().forEach(hold -> holds.add(of(hold)));
        return new JsonObject()
                .put("retention", retention == null ? null : text(retention))
                .put("tags", tags)
                .put("expectedRate", settings.expectedRate())
                .put("holds", holds);
    }

    /** Whole days as days: nobody says a month in hours. */
    private static String text(Duration length) {
        return Duration.ofDays(length.toDays()).equals(length) ? "P" + length.toDays() + "D" : length.toString();
    }

    public static JsonObject of(Hold hold) {
        return new JsonObject()
                .put("id", hold.id())
                .put("from", hold.from().toString())
                .put("to", hold.to().toString())
                .put("reason", hold.reason())
                .put("createdAt", hold.createdAt().toString());
    }

    private static CameraSettings read(JsonObject json) {
        String retention = json.getString("retention");
        List<Hold> holds = json.getJsonArray("holds").stream()
                .map(hold -> hold((JsonObject) hold))
                .toList();
        return new CameraSettings(
                retention == null ? null : Duration.parse(retention),
                texts(json.getJsonObject("tags")),
                rate(json),
                holds);
    }

    private static @Nullable Double rate(JsonObject json) {
        return json.getDouble("expectedRate");
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new TreeMap<>();
        json.fieldNames().forEach(name -> texts.put(name, json.getString(name)));
        return texts;
    }

    private static Hold hold(JsonObject json) {
        return new Hold(
                json.getString("id"),
                FrameTime.parse(json.getString("from")),
                FrameTime.parse(json.getString("to")),
                json.getString("reason"),
                Instant.parse(json.getString("createdAt")));
    }
}
