package io.sluice.feature.frames.ingest;

import io.sluice.base.time.Ids;
import io.sluice.feature.frames.mcap.McapWriter;
import io.sluice.feature.frames.pack.PackKey;
import java.time.Duration;
import java.util.Locale;

/**
 * Sizes and limits of the ingest, checked.
 *
 * @param frameBytes the largest image
 * @param packBytes at which a pack is sealed
 * @param maxDelay after which it is sealed, from its first frame on
 * @param uploads packs under way at most
 * @param node the name of this replica in keys
 */
public record IngestSettings(
        int frameBytes, long packBytes, Duration maxDelay, int uploads, String node, Patience patience) {
    private static final String ANY_ID = "00000000000000000000000000";

    /** Of a ULID, the last digits, which are random. */
    private static final int NODE_DIGITS = 8;

    /**
     * How long things are waited for.
     *
     * @param start by a single frame, for room or memory; by any, for the rest of a frame
     * @param store by a pack, for the store to take it
     * @param maxAhead how far the clock of a producer may be ahead
     */
    public record Patience(Duration start, Duration store, Duration maxAhead) {}

    public IngestSettings {
        if (frameBytes < 1 || frameBytes > McapWriter.MAX_IMAGE) {
            throw new IllegalArgumentException(
                    "sluice.frames.max-size is 1 byte to " + McapWriter.MAX_IMAGE + ", not " + frameBytes);
        }
        if (packBytes < 1 || uploads < 1) {
            throw new IllegalArgumentException("sluice.frames.max-bytes and uploads-in-flight are positive");
        }
        if (PackKey.parseOrNull(PackKey.ROOT + "2026/01/01/00/00/" + node + "-" + ANY_ID + ".mcap") == null) {
            throw new IllegalArgumentException("sluice.frames.node cannot stand in a key: " + node);
        }
    }

    /** @param ids make a name for a replica that has none */
    public static IngestSettings of(FramesConfig config, Ids ids) {
        return new IngestSettings(
                Math.clamp(config.maxSize().asLongValue(), 0, Integer.MAX_VALUE),
                config.maxBytes().asLongValue(),
                config.maxDelay(),
                config.uploadsInFlight(),
                config.node().orElseGet(() -> shortId(ids)),
                new Patience(config.patience(), config.storePatience(), config.maxAhead()));
    }

    private static String shortId(Ids ids) {
        String id = ids.next();
        return id.substring(id.length() - NODE_DIGITS).toLowerCase(Locale.ROOT);
    }
}
