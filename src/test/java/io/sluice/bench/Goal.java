package io.sluice.bench;

import java.util.Locale;

/** What a figure has to be: at least or at most {@code bound}; nothing where the bound is not a number. */
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

    static Goal atMostMillis(double millis) {
        return new Goal(millis, false, " ms");
    }

    /** For a row that shows how far another can get at all. */
    static Goal none() {
        return new Goal(Double.NaN, true, "");
    }

    /** Whether {@code value} is good enough: yes or no; nothing without a bound. */
    String judged(double value) {
        return Double.isNaN(bound) ? "" : reachedBy(value) ? "yes" : "no";
    }

    private boolean reachedBy(double value) {
        return atLeast ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
        return Double.isNaN(bound)
                ? ""
                : String.format(Locale.ROOT, "%s %s%s", atLeast ? "≥" : "≤", Figures.plain(bound), suffix);
    }
}
