package io.sluice.feature.frames.catalog;

import java.util.Locale;

/** How much the index knows of what was asked. */
public enum IndexState {
    /** All that has arrived since the time that was asked about. */
    READY,

    /** What arrived in time and a little later; of what arrived still later not all was looked through yet. */
    PARTIAL;

    /** The response header that tells it. */
    public static final String HEADER = "X-Frame-Index";

    /** As it stands in the header. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is known when both have to be. */
    public IndexState and(IndexState other) {
        return this == READY ? other : this;
    }
}
