package io.sluice.bench;

/** What a figure counts, and what processor time is told for. */
enum Unit {
    REQUESTS("requests/s", "s/1000 requests"),
    BYTES("MB/s", "s/GB"),
    LATENCY("ms", "s/1000 requests"),
    START("ms", "s/start"),
    CPU("s/GB", "s/GB"),
    FRAMES("frames/s", "s/1000 frames"),
    FRAME_CPU("s/1000 frames", "s/1000 frames"),
    FRAME_LATENCY("ms", "s/1000 frames"),
    QUERY("ms", "s/query");

    private final String label;
    private final String cpuLabel;

    Unit(String label, String cpuLabel) {
        this.label = label;
        this.cpuLabel = cpuLabel;
    }

    String label() {
        return label;
    }

    /** The unit of processor time for one unit of {@link Work#amount}. */
    String cpuLabel() {
        return cpuLabel;
    }
}
