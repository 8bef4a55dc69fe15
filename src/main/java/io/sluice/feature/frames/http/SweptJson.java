package io.sluice.feature.frames.http;

import io.sluice.feature.frames.sweep.Swept;
import io.vertx.core.json.JsonObject;

/** What was left out of packs, in JSON. */
final class SweptJson {
    private SweptJson() {}

    static JsonObject of(Swept swept) {
        return new JsonObject()
                .put("packs", swept.packs())
                .put("deleted", swept.deleted())
                .put("written", swept.written())
                .put("frames", swept.frames())
                .put("damaged", swept.damaged().count());
    }
}
