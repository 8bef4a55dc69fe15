package io.sluice.feature.frames.http;

import io.sluice.feature.frames.upkeep.Compacted;
import io.sluice.feature.frames.upkeep.CompactionRun;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A way through the compaction of a range, a line for each minute of which something is to be told. */
final class CompactionLines {
    private final CompactionRun run;
    private long minutes;
    private long packs;
    private long written;
    private long damaged;
    private long busy;
    private boolean over;

    CompactionLines(CompactionRun run) {
        this.run = run;
    }

    Uni<Optional<JsonObject>> next() {
        return over
                ? Uni.createFrom().item(Optional.empty())
                : run.next().map(found -> Optional.of(found.map(this::line).orElseGet(this::end)));
    }

    private JsonObject line(Compacted done) {
        JsonObject line = new JsonObject().put("minute", done.minute().toString());
        if (done.busy()) {
            busy++;
            return line.put("busy", true);
        }
        minutes++;
        packs += done.packs();
        written += done.written();
        damaged += done.damaged();
        return line.put("packs", done.packs())
                .put("written", done.written())
                .put("bytes", done.bytes())
                .put("frames", done.frames())
                .put("copies", done.copies())
                .put("damaged", done.damaged());
    }

    private JsonObject end() {
        over = true;
        return new JsonObject()
                .put("done", true)
                .put("minutes", minutes)
                .put("packs", packs)
                .put("written", written)
                .put("damaged", damaged)
                .put("busy", busy);
    }
}
