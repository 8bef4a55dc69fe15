package io.sluice.feature.frames.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A camera that posts a multipart stream over HTTP/2 and TLS, and reads the answer meanwhile. For one test thread. */
final class Http2Camera implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final HttpClientRequest request;
    private final List<JsonObject> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    /** How a stream is broken off. */
    enum Break {
        /** It alone is reset. */
        STREAM,
        /** With its connection. */
        CONNECTION
    }

    Http2Camera(URI uri) {
        client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false));
        request = result(client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(uri.getRawPath())
                .putHeader("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                .putHeader("Accept", "application/x-ndjson")));
        request.setChunked(true);
        if (request.version() != HttpVersion.HTTP_2) {
            throw new IllegalStateException("agreed on " + request.version());
        }
        var _ = request.response().onSuccess(this::read).onFailure(ended::completeExceptionally);
    }

    private static <T> T result(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void read(HttpClientResponse response) {
        response.handler(RecordParser.newDelimited("\n", line -> lines.add(line.toJsonObject())))
                .exceptionHandler(ended::completeExceptionally)
                .endHandler(_ -> ended.complete(response.statusCode()));
    }

    Http2Camera frame(byte[] image) {
        return begin(image.length, image).text("\r\n");
    }

    /** The beginning of a part of {@code length} bytes, of which only {@code begun} come. */
    Http2Camera begin(int length, byte[] begun) {
        text("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + length + "\r\n\r\n");
        return bytes(Buffer.buffer(begun));
    }

    Http2Camera text(String text) {
        return bytes(Buffer.buffer(text));
    }

    private Http2Camera bytes(Buffer bytes) {
        result(request.write(bytes));
        return this;
    }

    /** Says that it was the end, of the stream and of the body. */
    void end() {
        result(request.end("--frame--\r\n"));
    }

    void breakOff(Break how) {
        switch (how) {
            case STREAM -> request.reset(0x8); // CANCEL
            case CONNECTION -> result(request.connection().close());
        }
    }

    void awaitDurable(long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> lines.stream()
                        .anyMatch(line -> "durable".equals(line.getString("ack")) && line.getLong("count") == count));
    }

    /** All lines, when the answer has ended well. */
    List<JsonObject> awaitEnd() {
        Awaitility.await().atMost(PATIENCE).until(ended::isDone);
        if (ended.join() != 200) {
            throw new IllegalStateException("answered with " + ended.join());
        }
        return lines;
    }

    @Override
    public void close() {
        result(client.close());
        result(vertx.close());
    }
}
