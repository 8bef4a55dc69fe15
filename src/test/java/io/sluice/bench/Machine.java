package io.sluice.bench;

import io.sluice.testing.Command;
import io.sluice.testing.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What figures hold for: the day, the machine, and the versions of all that took part. */
final class Machine {
    private static final long KIB_PER_GIB = 1L << 20;

    private Machine() {}

    static String describe() {
        return "%s: %d cores (%s), %s GiB of memory, kernel %s, JDK %s, MinIO %s, %s, %s, %s, Toxiproxy %s."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        field("/proc/cpuinfo", "model name"),
                        gibibytes(field("/proc/meminfo", "MemTotal")),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        known(Tools.version("minio")),
                        told("nginx", "-v").replace("nginx version: ", ""),
                        told("redis-server", "--version").replaceAll("(?s)^Redis server v=(\\S+).*", "Redis $1"),
                        told("wrk", "-v").replaceAll("(?s)^(wrk \\S+).*", "$1"),
                        known(Tools.version("toxiproxy-server")));
    }

    /** The first line of what {@code program} says of itself, on whichever output and with whatever exit code. */
    private static String told(String program, String option) {
        String path;
        try {
            path = Tools.find(program).toString();
        } catch (IllegalStateException absent) {
            return program + " absent";
        }
        String all = Command.of(Path.of("/bin/sh"), "-c", "\"$0\" \"$1\" 2>&1 || true", path, option)
                .run(Path.of("target/bench"), Map.of(), Duration.ofSeconds(10));
        return all.lines().findFirst().orElse(program + " of unknown version").strip();
    }

    private static String known(String version) {
        return version.isEmpty() ? "of unknown version" : version;
    }

    private static String field(String file, String name) {
        Path path = Path.of(file);
        try {
            String all = Files.exists(path) ? Files.readString(path) : "";
            Matcher line = Pattern.compile("^" + name + "\\s*:\\s*(.*)$", Pattern.MULTILINE)
                    .matcher(all);
            return line.find() ? line.group(1).strip() : "unknown";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String gibibytes(String kibibytes) {
        String digits = kibibytes.replaceAll("\\D", "");
        return digits.isEmpty() ? "unknown" : Figures.of(Long.parseLong(digits) / (double) KIB_PER_GIB);
    }
}
