package io.sluice.bench;

/** What is going on, for whoever waits. The table goes to the standard output, this does not. */
final class Progress {
    private Progress() {}

    static void tell(String text) {
        System.err.println("bench: " + text);
    }
}
