package io.sluice.edge.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What scripts of other pages may do with a bucket, as its declaration says (the CORS protocol of the Fetch standard, section 3.3).
 *
 * @param origins of these pages, {@code https://app.example.com}; one {@code *} stands for any text in its place
 * @param methods they may use
 * @param headers they may send, in lower case; {@code *} for any
 * @param exposed headers of answers that they may read
 * @param maxAge how long a browser need not ask again
 * @param credentials whether a browser may send what it knows of its user
 */
public record CorsPolicy(
        List<String> origins,
        List<String> methods,
        List<String> headers,
        List<String> exposed,
        Duration maxAge,
        boolean credentials) {
    public static final CorsPolicy NONE =
            new CorsPolicy(List.of(), List.of(), List.of(), List.of(), Duration.ZERO, false);

    private static final String ANY = "*";

    /** A scheme and a host, or all hosts below one; not {@code null}, as every page in a sandbox is called. */
    private static final Pattern NAMED = Pattern.compile("[a-z][a-z0-9+.-]*://[^*]+|https?://\\*\\.[^*.]+\\.[^*]+");

    /** @throws IllegalArgumentException when every page could act as its visitor */
    public CorsPolicy {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposed = List.copyOf(exposed);
        if (credentials && !origins.stream().allMatch(NAMED.asMatchPredicate())) {
            throw new IllegalArgumentException(
                    "with credentials the origins have to be named, as https://app.example.com: '*' would let every page act as its visitor, and 'null' every page in a sandbox");
        }
    }

    /** What the answer says of who may read it; empty when a script of this page may not. */
    public Optional<String> allowed(String origin) {
        if (origins.contains(ANY)) {
            return Optional.of(ANY);
        }
        return origins.stream().anyMatch(pattern -> fits(pattern, origin)) ? Optional.of(origin) : Optional.empty();
    }

    /** Whether what is said depends on whose page asks. */
    public boolean varies() {
        return !origins.isEmpty() && !origins.contains(ANY);
    }

    public boolean takes(String header) {
        return headers.contains(ANY) || headers.contains(header);
    }

    private static boolean fits(String pattern, String origin) {
        int any = pattern.indexOf(ANY);
        if (any < 0) {
            return pattern.equals(origin);
        }
        String end = pattern.substring(any + 1);
        return origin.length() >= any + end.length()
                && origin.startsWith(pattern.substring(0, any))
                && origin.endsWith(end);
    }
}
