package io.sluice.store.s3;

import io.sluice.base.bytes.Slabs;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Body;
import io.sluice.store.s3.DirectCall.Answer;
import io.sluice.store.s3.SigV4.RequestLine;
import io.sluice.store.s3.Wire.Collected;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The calls that carry bytes which are in memory, straight over HTTP: for a small object the SDK's way of one call costs more
 * than all the rest. They take and give the SDK's requests and answers, and fail with its exceptions. Thread-safe.
 */
final class DirectCalls implements AutoCloseable {
    private static final int IDLE_SECONDS = 20;
    private static final int CHUNK = 64 << 10;
    private static final int MOST_WAITING = 1 << 16;

    private final Vertx vertx;
    private final Slabs slabs;
    private final S3Config config;
    private final S3Address address;
    private final AwsCredentialsProvider credentials;
    private final SigV4 signer;
    private final TimeSource time;
    private final LoopClients reading;
    private final LoopClients writing;

    DirectCalls(S3Runtime runtime, S3Config config, AwsCredentialsProvider credentials) {
        this.vertx = runtime.vertx();
        this.slabs = runtime.slabs();
        this.config = config;
        this.address = S3Address.of(config);
        this.credentials = credentials;
        this.signer = new SigV4(config.region());
        this.time = TimeSource.system();
        this.reading = new LoopClients(() -> client(share(config.connections().read(), runtime.loopCount())));
        this.writing = new LoopClients(() -> client(share(config.connections().write(), runtime.loopCount())));
    }

    private static int share(int connections, int loops) {
        return Math.ceilDiv(connections, loops);
    }

    private HttpClient client(int connections) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(address.secure())
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setTcpKeepAlive(true)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxChunkSize(CHUNK)
                .setTracingPolicy(TracingPolicy.IGNORE);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(MOST_WAITING);
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(Turns::limit)
                .build();
    }

    /** A range of at most {@code maxBytes}. */
    CompletableFuture<Collected> get(GetObjectRequest request, long maxBytes) {
        SortedMap<String, String> signed = new TreeMap<>();
        Map<String, @Nullable String> plain = Wire.headers(request);
        Target target = new Target(HttpMethod.GET, request.bucket(), request.key(), "");
        return sent(reading, target, new Sending(signed, plain, List.of(), maxBytes), Wire::collected);
    }

    CompletableFuture<PutObjectResponse> put(PutObjectRequest request, Body.Held body) {
        Target target = new Target(HttpMethod.PUT, request.bucket(), request.key(), "");
        return sent(
                writing,
                target,
                new Sending(Wire.signed(request), Wire.headers(request), body.chunks(), 0),
                Wire::stored);
    }

    CompletableFuture<UploadPartResponse> part(UploadPartRequest request, Body.Held body) {
        String query = "partNumber=" + request.partNumber() + "&uploadId=" + S3Address.encoded(request.uploadId());
        Target target = new Target(HttpMethod.PUT, request.bucket(), request.key(), query);
        return sent(
                writing,
                target,
                new Sending(Wire.signed(request), Wire.headers(request), body.chunks(), 0),
                Wire::storedPart);
    }

    private record Target(HttpMethod method, String bucket, String key, String query) {}

    /** What goes with a request; {@code maxBytes} of the answer's body. */
    private record Sending(
            SortedMap<String, String> signed,
            Map<String, @Nullable String> plain,
            List<ByteBuffer> body,
            long maxBytes) {}

    private <T> CompletableFuture<T> sent(
            LoopClients clients, Target target, Sending sending, Function<Answer, T> meaning) {
        DirectCall.Line line =
                new DirectCall.Line(vertx, clients.here(), config.callTimeout().toMillis());
        DirectCall call = new DirectCall(sending.maxBytes(), slabs);
        var _ = credentials.resolveIdentity().whenComplete((who, failure) -> {
            if (failure == null) {
                call.send(line, signed(target, sending, who), sending.body());
            } else {
                call.fail(failure);
            }
        });
        CompletableFuture<T> result = call.answer().thenApply(meaning);
        var _ = result.whenComplete((_, failure) -> {
            if (failure instanceof CancellationException cancelled) {
                call.fail(cancelled);
            }
        });
        return result;
    }

    private RequestOptions signed(Target target, Sending sending, AwsCredentialsIdentity who) {
        RequestOptions options = options(target, sending.plain());
        String path = address.path(target.bucket(), target.key());
        sending.signed().put("host", address.authority(target.bucket()));
        signer.sign(new RequestLine(target.method().name(), path, target.query()), sending.signed(), who, time.now());
        sending.signed().forEach(options::putHeader);
        return options.setURI(target.query().isEmpty() ? path : path + "?" + target.query());
    }

    private RequestOptions options(Target target, Map<String, @Nullable String> plain) {
        RequestOptions options = new RequestOptions()
                .setMethod(target.method())
                .setHost(address.host(target.bucket()))
                .setPort(address.port())
                .setConnectTimeout(config.acquireTimeout().toMillis());
        plain.forEach((name, value) -> {
            if (value != null) {
                options.putHeader(name, value);
            }
        });
        return options;
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
