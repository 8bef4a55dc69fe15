package io.sluice.bench;

import io.sluice.testing.Command;
import io.sluice.testing.Tools;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Small requests by wrk: one thread, 32 connections unless more are asked for. */
final class Wrk {
    static final int CONNECTIONS = 32;

    private static final Path FOLDER = Path.of("target/bench");
    private static final Path SCRIPTS = Path.of("src/test/resources/bench").toAbsolutePath();
    private static final int LONGEST_SECONDS = 300;
    private static final Pattern FIGURE = Pattern.compile("(\\w+)=(\\d+)");

    /** @param answerBytes of one answer on the average, its head included */
    record Result(long requests, double seconds, long answerBytes, double p99Millis) {
        Work work() {
            return Work.requests(requests, seconds);
        }

        /** @throws IllegalStateException when answers were on the average not within these bytes, head included */
        Result withAnswersOf(long least, long most) {
            if (answerBytes < least || answerBytes > most) {
                throw new IllegalStateException(
                        "answers of %d bytes, not of %d to %d".formatted(answerBytes, least, most));
            }
            return this;
        }
    }

    /**
     * @param bodySize 0 for no body
     * @param suffix of each path, behind the number
     * @param queries a file with the query of each key, a line each; null without
     */
    record Keys(
            String method,
            int keys,
            int bodySize,
            int connections,
            String suffix,
            @Nullable Path queries) {
        Keys(String method, int keys, int bodySize) {
            this(method, keys, bodySize, CONNECTIONS, "", null);
        }

        Keys withConnections(int count) {
            return new Keys(method, keys, bodySize, count, suffix, queries);
        }

        Keys withSuffix(String end) {
            return new Keys(method, keys, bodySize, connections, end, queries);
        }

        Keys withQueries(Path file) {
            return new Keys(method, keys, bodySize, connections, suffix, file);
        }
    }

    private Wrk() {}

    /** The same GET for {@code seconds}. */
    static Result same(URI uri, int seconds, String... headers) {
        List<String> options = new ArrayList<>();
        for (String header : headers) {
            options.addAll(List.of("-H", header));
        }
        options.add(uri.toString());
        return run("same.lua", seconds, CONNECTIONS, options);
    }

    /** From key to key, in circles, for {@code seconds}. */
    static Result circling(URI prefix, Keys keys, int seconds) {
        return run("keys.lua", seconds, keys.connections(), arguments(prefix, keys, 0));
    }

    /** GET of the paths in {@code file}, a line each, in circles. */
    static Result paths(URI server, Path file, int seconds) {
        return run("paths.lua", seconds, CONNECTIONS, List.of(server.toString(), "--", file.toString()));
    }

    /** Each key once, until {@code count} are answered; {@code keys} must be more by the number of connections. */
    static Result once(URI prefix, Keys keys, int count) {
        return run("keys.lua", LONGEST_SECONDS, keys.connections(), arguments(prefix, keys, count));
    }

    private static List<String> arguments(URI prefix, Keys keys, int count) {
        List<String> words = new ArrayList<>(List.of(
                prefix.toString(),
                "--",
                keys.method(),
                prefix.getRawPath(),
                Integer.toString(keys.keys()),
                Integer.toString(keys.bodySize()),
                Integer.toString(count),
                Integer.toString(keys.connections()),
                keys.suffix()));
        if (keys.queries() != null) {
            words.add(keys.queries().toString());
        }
        return words;
    }

    private static Result run(String script, int seconds, int connections, List<String> options) {
        List<String> words = new ArrayList<>(List.of(Tools.find("wrk").toString(), "-t1", "-c" + connections));
        words.addAll(List.of(
                "-d" + seconds + "s",
                "--timeout",
                "30s",
                "-s",
                SCRIPTS.resolve(script).toString()));
        words.addAll(options);
        String told = new Command(words).run(FOLDER, Map.of(), Duration.ofSeconds(seconds + 60));
        Map<String, Long> figures = figures(told);
        if (figure(figures, "errors") > 0) {
            throw new IllegalStateException("wrong answers: " + told);
        }
        if (figure(figures, "requests") == 0) {
            throw new IllegalStateException("no answer to wrk within " + seconds + " s");
        }
        long counted = figures.getOrDefault("counted", 0L);
        return new Result(
                counted > 0 ? counted : figure(figures, "requests"),
                figure(figures, counted > 0 ? "countedMicros" : "micros") / 1e6,
                figure(figures, "bytes") / figure(figures, "requests"),
                figure(figures, "p99") / 1e3);
    }

    private static Map<String, Long> figures(String told) {
        Map<String, Long> figures = new HashMap<>();
        told.lines().filter(line -> line.startsWith("bench ")).forEach(line -> {
            Matcher figure = FIGURE.matcher(line);
            while (figure.find()) {
                figures.put(figure.group(1), Long.parseLong(figure.group(2)));
            }
        });
        return figures;
    }

    private static long figure(Map<String, Long> figures, String name) {
        return Objects.requireNonNull(figures.get(name), () -> "wrk told no " + name + ": " + figures);
    }
}
