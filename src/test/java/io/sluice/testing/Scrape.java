package io.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a Sluice told at {@code /q/metrics} at one moment. */
public record Scrape(List<String> lines) {
    public Scrape {
        lines = List.copyOf(lines);
    }

    public static Scrape of(SluiceProcess sluice) {
        return of(sluice.uri("/q/metrics"), Map.of());
    }

    /** The same of one that asks for credentials. */
    public static Scrape of(SluiceProcess sluice, String key) {
        return of(sluice.uri("/q/metrics"), Map.of("Authorization", "Bearer " + key));
    }

    private static Scrape of(URI metrics, Map<String, String> headers) {
        try (InputStream in = opened(metrics, headers)) {
            return new Scrape(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream opened(URI uri, Map<String, String> headers) throws IOException {
        URLConnection connection = uri.toURL().openConnection();
        headers.forEach(connection::setRequestProperty);
        return connection.getInputStream();
    }

    /** The sum of all series of {@code name} that carry all of {@code tags}, each written {@code tag="value"}; 0 without one. */
    public double sum(String name, String... tags) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> Stream.of(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
