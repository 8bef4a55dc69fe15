package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is run to its end. */
public record Command(List<String> words) {
    public Command {
        words = List.copyOf(words);
    }

    public static Command of(Path program, String... arguments) {
        return new Command(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList());
    }

    /**
     * @param folder where it runs
     * @param environment set beside what this JVM has
     * @return what it wrote to its standard output
     * @throws IllegalStateException when it fails or takes longer than {@code patience}, with all it wrote
     */
    public String run(Path folder, Map<String, String> environment, Duration patience) {
        try {
            Path out = Files.createTempFile(folder, "command", ".out");
            Path err = Files.createTempFile(folder, "command", ".err");
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            String outcome = await(AtExit.end(builder.start()), patience);
            String written = Files.readString(out);
            if (!outcome.isEmpty()) {
                throw new IllegalStateException(
                        "%s %s%n%s%n%s".formatted(String.join(" ", words), outcome, written, Files.readString(err)));
            }
            Files.delete(out);
            Files.delete(err);
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when it went well, else what went wrong. */
    private static String await(Process process, Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return "took longer than " + patience;
            }
            return process.exitValue() == 0 ? "" : "ended with exit code " + process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return "was interrupted";
        }
    }
}
