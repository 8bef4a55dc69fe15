package io.sluice.feature.frames.http;

import io.sluice.base.fault.Fault;
import io.sluice.edge.http.SmallJson;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.read.CameraOverview;
import io.sluice.feature.frames.settings.CameraSettings;
import io.sluice.feature.frames.settings.Hold;
import io.sluice.feature.frames.settings.SettingsJson;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cameras and their settings in JSON. */
final class CameraJson {
    static final Set<String> SETTINGS = Set.of("retention", "tags", "expectedRate");
    static final Set<String> HOLD = Set.of("from", "to", "reason");

    /** Told in a list of cameras; the rest only of one camera. */
    private static final List<String> LISTED = List.of("tags", "expectedRate");

    private CameraJson() {}

    /** A camera as it stands in a list. */
    static JsonObject listed(CameraOverview.Camera camera, CameraSettings settings) {
        JsonObject json = seen(camera, settings);
        JsonObject said = SettingsJson.of(settings);
        LISTED.forEach(field -> json.put(field, said.getValue(field)));
        return json;
    }

    /** All that is known of a camera. */
    static JsonObject whole(CameraOverview.Camera camera, CameraSettings settings) {
        return seen(camera, settings).mergeIn(SettingsJson.of(settings));
    }

    private static JsonObject seen(CameraOverview.Camera camera, CameraSettings settings) {
        JsonObject json = new JsonObject()
                .put("name", camera.totals().camera())
                .put("packs", camera.totals().packs())
                .put("frames", camera.totals().frames())
                .put("bytes", camera.totals().bytes());
        if (camera.totals().packs() > 0) {
            json.put("firstTime", FrameListJson.time(camera.totals().first()))
                    .put("lastTime", FrameListJson.time(camera.totals().last()));
        }
        camera.last()
                .ifPresent(frame -> json.put("lastTime", frame.time().toString())
                        .put("lag", camera.lag().toMillis() / 1e3)
                        .put("rate", Math.round(camera.rate() * 100) / 100.0)
                        .put("lastFrame", FrameListJson.of(frame)));
        Duration lag = camera.last().isPresent() ? camera.lag() : null;
        return json.put("behind", settings.isBehind(lag, camera.rate()));
    }

    /** @throws Fault {@code invalid-body} */
    static CameraSettings settings(JsonObject json) {
        return new CameraSettings(retention(json), tags(json), rate(json), List.of());
    }

    private static @Nullable Duration retention(JsonObject json) {
        if (json.getValue("retention") == null) {
            return null;
        }
        return SmallJson.duration(json, "retention");
    }

    private static Map<String, String> tags(JsonObject json) {
        Object tags = json.getValue("tags");
        if (tags == null) {
            return Map.of();
        }
        if (!(tags instanceof JsonObject named)) {
            throw SmallJson.invalid("'tags' is an object of texts.");
        }
        Map<String, String> all = new LinkedHashMap<>();
        named.fieldNames().forEach(name -> all.put(name, SmallJson.text(named, name)));
        return all;
    }

    private static @Nullable Double rate(JsonObject json) {
        return switch (json.getValue("expectedRate")) {
            case null -> null;
            case Number rate -> rate.doubleValue();
            default -> throw SmallJson.invalid("'expectedRate' is a number of frames a second.");
        };
    }

    /** @throws Fault {@code invalid-body}, {@code invalid-frame-time} */
    static Hold hold(String id, JsonObject json, Instant now) {
        return new Hold(
                id,
                FrameTime.parse(SmallJson.text(json, "from")),
                FrameTime.parse(SmallJson.text(json, "to")),
                SmallJson.text(json, "reason"),
                now);
    }
}
