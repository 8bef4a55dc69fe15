package io.sluice.feature.frames.ingest;

import java.util.Locale;

/** How frames come. */
public enum Way {
    /** One in a request. */
    SINGLE,
    /** A multipart body. */
    MULTIPART,
    WEBSOCKET;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the sender is held back for as long as it takes; else it is refused when it takes too long. */
    boolean mayWait() {
        return this != SINGLE;
    }
}
