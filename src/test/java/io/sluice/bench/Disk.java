package io.sluice.bench;

import io.sluice.testing.Command;
import io.sluice.testing.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The disk under the store. */
final class Disk {
    private Disk() {}

    /** Writes out what is waiting to be written, so that no side pays for the writes of the one before. */
    static void settle() {
        Command.of(Tools.find("sync")).run(Path.of("target/bench"), Map.of(), Duration.ofMinutes(2));
    }
}
