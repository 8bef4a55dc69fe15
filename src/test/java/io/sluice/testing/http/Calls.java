package io.sluice.testing.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** Calls to one server by an ordinary client, HTTP/1.1 with connections kept alive. Thread-safe. */
public final class Calls {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    private final Function<String, URI> server;
    private final List<String> always;

    /** @param server the address of a path */
    public Calls(Function<String, URI> server) {
        this(server, List.of());
    }

    private Calls(Function<String, URI> server, List<String> always) {
        this.server = server;
        this.always = always;
    }

    /** A text as a body. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same by who shows an API key or a token. */
    public Calls as(String bearer) {
        return new Calls(server, List.of("Authorization", "Bearer " + bearer));
    }

    /** Without a body; headers are names and values in turn. */
    public Reply call(String method, String path, String... headers) {
        return send(request(method, path, BodyPublishers.noBody(), headers));
    }

    /** With a body of declared length. */
    public Reply call(String method, String path, byte[] body, String... headers) {
        return send(request(method, path, BodyPublishers.ofByteArray(body), headers));
    }

    /** With a body whose length is not declared. */
    public Reply chunked(String method, String path, byte[] body, String... headers) {
        BodyPublisher unknownLength = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
        return send(request(method, path, unknownLength, headers));
    }

    public CompletableFuture<Reply> start(String method, String path, byte[] body, String... headers) {
        return CLIENT.sendAsync(
                        request(method, path, BodyPublishers.ofByteArray(body), headers), BodyHandlers.ofByteArray())
                .thenApply(Calls::reply);
    }

    /** A bare connection to the same server. */
    public Wire connect() {
        return Wire.to(server.apply("/"));
    }

    private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.apply(path)).timeout(LIMIT).method(method, body);
        String[] all = Stream.concat(always.stream(), Stream.of(headers)).toArray(String[]::new);
        if (all.length > 0) {
            request.headers(all);
        }
        return request.build();
    }

    private static Reply send(HttpRequest request) {
        try {
            return reply(CLIENT.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        return new Reply(response.statusCode(), response.headers().map(), response.body());
    }
}
