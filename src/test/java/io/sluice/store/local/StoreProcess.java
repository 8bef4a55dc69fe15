package io.sluice.store.local;

import io.sluice.store.BucketName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** {@link StoreProcessMain} in a JVM of its own; what it prints is gathered. Closing kills it. */
record StoreProcess(Process process, List<String> printed, CompletableFuture<Void> end) implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;

    static StoreProcess start(String mode, Path root, BucketName bucket, long argument) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcessMain.class.getName()));
        command.addAll(List.of(mode, root.toString(), bucket.value(), Long.toString(argument)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> printed = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        // A thread of its own for each: the shared pool may have fewer threads than there are processes.
        Thread.ofPlatform().daemon().start(() -> {
            gather(process, printed);
            end.complete(null);
        });
        return new StoreProcess(process, printed, end.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    /** Ends it as {@code kill -9} does; returns when it is gone and all it printed is read. */
    void kill() {
        // Not by the process itself: that closes its streams, and what it had printed last would be lost.
        process.toHandle().destroyForcibly();
        process.onExit().join();
        end.join();
    }

    /** All that it printed; waits for its end. */
    List<String> lines() {
        end.join();
        return List.copyOf(printed);
    }

    @Override
    public void close() {
        kill();
    }

    /** A line without its end was cut by the kill and counts for nothing. */
    private static void gather(Process process, List<String> printed) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next == '\n') {
                    printed.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append((char) next);
                }
            }
        } catch (IOException closed) {
            printed.add("reading failed: " + closed);
        }
    }
}
