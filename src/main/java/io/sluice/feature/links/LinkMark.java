package io.sluice.feature.links;

import static io.sluice.store.manifest.ManifestForm.text;

import io.sluice.store.manifest.ManifestForm;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/**
 * What has become of a link since it was made; of most there is none.
 *
 * @param by whom: the subject who has revoked it; or the id of its use, which no other use has
 */
record LinkMark(State state, String by, Instant since) {
    static final ManifestForm<LinkMark> FORM = new ManifestForm<>(LinkMark::json, LinkMark::parse);

    /** How it is. */
    enum State {
        /** Its one use came to nothing. */
        OPEN,
        /** Its one use is under way, or was made. */
        SPENT,
        REVOKED
    }

    private static JsonObject json(LinkMark mark) {
        return new JsonObject()
                .put("state", mark.state().name().toLowerCase(Locale.ROOT))
                .put("by", mark.by())
                .put("since", mark.since().toString());
    }

    private static LinkMark parse(JsonObject json) {
        return new LinkMark(
                State.valueOf(text(json, "state").toUpperCase(Locale.ROOT)),
                text(json, "by"),
                Instant.parse(text(json, "since")));
    }
}
