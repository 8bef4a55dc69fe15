package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One server as a process of its own, to be stopped, killed and started again on the same port and files. It ends with
 * this JVM at the latest. For one test thread.
 */
public final class ServerProcess {
    private static final Duration POLL = Duration.ofMillis(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int TAIL_LINES = 60;
    private static final Set<ServerProcess> STARTED = ConcurrentHashMap.newKeySet();

    private final Launch launch;
    private @Nullable Process process;

    ServerProcess(Launch launch) {
        this.launch = launch;
    }

    /** Every server of this JVM that was started and not stopped; a crashed one is among them. */
    static Collection<ServerProcess> started() {
        return List.copyOf(STARTED);
    }

    /**
     * Starts the server and returns when it answers.
     *
     * @throws IllegalStateException when it ends or does not answer in time, with the end of its log
     */
    void start() {
        awaitAnswer(spawn());
    }

    /** Starts the server and returns at once. */
    Process spawn() {
        if (isAlive()) {
            throw new IllegalStateException(launch.name() + " runs already");
        }
        try {
            Process child = launch.start();
            process = child;
            STARTED.add(this);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(launch.name() + " could not be started", e);
        }
    }

    private void awaitAnswer(Process child) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(launch.patience())
                    .until(() -> !child.isAlive() || answers());
        } catch (ConditionTimeoutException e) {
            String told = "did not answer within " + launch.patience();
            kill();
            throw new IllegalStateException(failure(told), e);
        }
        if (!child.isAlive()) {
            STARTED.remove(this);
            throw new IllegalStateException(failure("ended with exit code " + child.exitValue()));
        }
    }

    private boolean answers() {
        try {
            return launch.ready().answers();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String failure(String what) {
        return "%s %s: %s%n%s".formatted(launch.name(), what, String.join(" ", launch.command()), tail());
    }

    /** The last lines the server wrote. */
    public String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(launch.log().toPath()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String text = String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
            return "--- the end of the log of %s ---%n%s%n---".formatted(launch.name(), text);
        } catch (IOException e) {
            return "(no log of " + launch.name() + ": " + e + ")";
        }
    }

    /** Asks the server to end, and ends it by force after 5 seconds. */
    public void stop() {
        if (process == null) {
            return;
        }
        STARTED.remove(this);
        process.destroy();
        if (!endedWithin(process, GRACE)) {
            kill();
        }
    }

    /** Ends the server at once, as a crash or the kernel's memory killer does. */
    public void kill() {
        if (process == null) {
            return;
        }
        STARTED.remove(this);
        process.destroyForcibly();
        if (!endedWithin(process, GRACE)) {
            throw new IllegalStateException(failure("survived SIGKILL"));
        }
    }

    private static boolean endedWithin(Process process, Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("Interrupted while ending process " + process.pid(), e);
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return running().pid();
    }

    /** What the process has taken of the machine so far. */
    public ProcessUse use() {
        return new ProcessUse(running().toHandle());
    }

    private Process running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(failure("does not run"));
        }
        return process;
    }
}
