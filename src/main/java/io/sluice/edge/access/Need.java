package io.sluice.edge.access;

import java.util.Locale;

/** What somebody has to be for an action. */
public enum Need {
    /** Anybody may: the route itself looks at what it is shown. */
    NOTHING,
    /** Whoever shows who they are. */
    CREDENTIALS,
    READER,
    WRITER,
    CAMERA,
    ADMIN;

    /** As the list of routes tells it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
