package io.sluice.feature.frames.erasures;

import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.sluice.store.ETag;
import io.sluice.store.manifest.ManifestForm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Erasures as JSON, in the bucket and over HTTP. */
public final class ErasureJson {
    static final ManifestForm<Erasure> FORM = new ManifestForm<>(ErasureJson::write, ErasureJson::read);

    private ErasureJson() {}

    /** What clients are told. */
    public static JsonObject of(Erasure erasure) {
        JsonObject json = head(erasure)
                .put("state", state(erasure))
                .put("askedAt", erasure.askedAt().toString());
        Instant doneAt = erasure.work().doneAt();
        if (doneAt != null) {
            json.put("doneAt", doneAt.toString());
        }
        return json.put("framesErased", erasure.work().frames())
                .put("packsRewritten", erasure.work().packs())
                .put("damaged", new JsonArray(erasure.work().damaged()));
    }

    /** {@code running} or {@code done}. */
    public static String state(Erasure erasure) {
        return erasure.isRunning() ? "running" : "done";
    }

    private static JsonObject head(Erasure erasure) {
        return new JsonObject()
                .put("id", erasure.id())
                .put("camera", erasure.camera().value())
                .put("from", erasure.from().toString())
                .put("to", erasure.to().toString());
    }

    private static JsonObject write(Erasure erasure) {
        ErasureWork work = erasure.work();
        ETag settings = erasure.settings();
        return head(erasure)
                .put("askedAt", erasure.askedAt().toString())
                .put("settings", settings == null ? null : settings.value())
                .put("way", way(work.way()))
                .put("left", new JsonArray(work.left()))
                .put("frames", work.frames())
                .put("packs", work.packs())
                .put("doneAt", text(work.doneAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static JsonObject way(ErasureWork.Way way) {
        return new JsonObject()
                .put("begun", way.begun().toString())
                .put("at", way.at().toString())
                .put("ended", way.ended())
                .put("found", way.found())
                .put("left", new JsonArray(way.left()));
    }

    private static Erasure read(JsonObject json) {
        String settings = json.getString("settings");
        return new Erasure(
                text(json, "id"),
                new CameraName(text(json, "camera")),
                FrameTime.parse(text(json, "from")),
                FrameTime.parse(text(json, "to")),
                Instant.parse(text(json, "askedAt")),
                settings == null ? null : new ETag(settings),
                work(json));
    }

    private static ErasureWork work(JsonObject json) {
        String doneAt = json.getString("doneAt");
        return new ErasureWork(
                way(json.getJsonObject("way")),
                texts(json.getJsonArray("left")),
                json.getLong("frames"),
                json.getLong("packs"),
                doneAt == null ? null : Instant.parse(doneAt));
    }

    private static ErasureWork.Way way(JsonObject json) {
        return new ErasureWork.Way(
                Instant.parse(text(json, "begun")),
                Instant.parse(text(json, "at")),
                json.getBoolean("ended"),
                json.getBoolean("found"),
                texts(json.getJsonArray("left")));
    }

    private static String text(JsonObject json, String field) {
        return Objects.requireNonNull(json.getString(field), field);
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
