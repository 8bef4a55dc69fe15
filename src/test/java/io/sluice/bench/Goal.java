package io.sluice.bench;

import java.util.Locale;

/** What a figure has to be: at least or at most {@code bound}. */
record Goal(double bound, boolean atLeast, String suffix) {
    static Goal atLeast(double ratio) {
        return new Goal(ratio, true, "x");
    }

    static Goal atMost(double ratio) {
        return new Goal(ratio, false, "x");
    }

    static Goal atMostMib(double mebibytes) {
        return new Goal(mebibytes, false, " MiB");
    }

    boolean reachedBy(double value) {
        return atLeast ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s%s", atLeast ? "≥" : "≤", Figures.plain(bound), suffix);
    }
}
