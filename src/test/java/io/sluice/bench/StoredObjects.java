package io.sluice.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Objects that rows read, put into MinIO directly, and the questions by which they are known to be right. */
final class StoredObjects {
    static final int SMALL = 30_000;
    static final long MIB = 1L << 20;

    private static final int FILLERS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private StoredObjects() {}

    /** One object of this size. */
    static void put(Endpoint store, String key, long size) {
        try (Clients clients = new Clients()) {
            URI uri = store.object(key);
            clients.start(uri, client -> client.put(uri, size));
            clients.await(PATIENCE);
        }
    }

    /** {@code count} small objects, whose keys are the prefix and a number from 1 on. */
    static void fill(Endpoint store, String prefix, int count) {
        try (Clients clients = new Clients()) {
            for (int first = 1; first <= FILLERS; first++) {
                int begin = first;
                clients.start(store.object(""), client -> {
                    for (int number = begin; number <= count; number += FILLERS) {
                        client.put(store.object(prefix + number), SMALL);
                    }
                });
            }
            clients.await(PATIENCE);
        }
    }

    static String etag(URI uri) {
        return answer(
                        request(uri)
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        200)
                .headers()
                .firstValue("ETag")
                .orElseThrow(() -> new IllegalStateException("no ETag at " + uri));
    }

    /** @throws IllegalStateException when a GET with this ETag is not answered with 304 */
    static void assertNotModified(URI uri, String etag) {
        answer(request(uri).header("If-None-Match", etag).GET().build(), 304);
    }

    /** Reads an answer, whose status must be 200, and which has at least {@code least} bytes. */
    static void read(URI uri, long least) {
        try (Clients clients = new Clients()) {
            clients.start(uri, client -> {
                long bytes = client.read("GET", uri);
                if (bytes < least) {
                    throw new IOException("only %d bytes: %s".formatted(bytes, uri));
                }
            });
            clients.await(PATIENCE);
        }
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(ANSWER);
    }

    private static HttpResponse<Void> answer(HttpRequest request, int expected) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
            if (answer.statusCode() != expected) {
                throw new IllegalStateException(
                        "%s %s was answered with %d".formatted(request.method(), request.uri(), answer.statusCode()));
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(request.method() + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
