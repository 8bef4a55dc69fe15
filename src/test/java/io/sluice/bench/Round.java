package io.sluice.bench;

/** Both sides, measured one right after the other. */
record Round(Reading first, Reading second) {
    double ratio() {
        return first.value() / second.value();
    }
}
