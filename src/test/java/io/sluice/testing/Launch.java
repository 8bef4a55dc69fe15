package io.sluice.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a server is started, and started again.
 *
 * @param name for messages and the log file
 * @param folder where it runs and logs to
 * @param command the program and its arguments
 * @param environment beside the few variables every process inherits, so that a developer's own settings do not leak in
 * @param ready asked again and again until it is true; what it throws counts as false
 * @param patience how long that may take
 */
record Launch(
        String name,
        Path folder,
        List<String> command,
        Map<String, String> environment,
        Probe ready,
        Duration patience) {
    private static final List<String> INHERITED = List.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL");

    /** Whether a server answers. */
    interface Probe {
        boolean answers() throws IOException;
    }

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    File log() {
        return folder.resolve(name + ".log").toFile();
    }

    /** Starts the process; its output is added to the log. */
    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return AtExit.end(builder.start());
    }
}
