package io.sluice.store.s3;

import io.netty.channel.EventLoopGroup;
import io.sluice.base.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * The connections to one S3 server, on the event loops of the runtime. Retries are off here: {@code store.guard} is the
 * one place that tries again. Checksums are sent only as headers, so a body is one pass over its bytes.
 */
final class S3Clients implements AutoCloseable {
    /** The byte budget bounds how many calls wait for a connection, and the acquire timeout how long; this only must not. */
    private static final int MOST_WAITING = 1 << 16;

    private final S3Config config;
    private final EventLoopGroup loops;
    private final AwsCredentialsProvider credentials;
    private final AtomicBoolean unreachable = new AtomicBoolean();
    private final S3Pool control;
    private final S3Pool read;
    private final S3Pool write;
    private final S3Pool stream;
    private final DirectCalls direct;

    S3Clients(S3Config config, S3Runtime runtime) {
        this.config = config;
        this.loops = runtime.loops();
        this.credentials = credentials(config);
        S3Config.Connections sizes = config.connections();
        this.control = pool("control", sizes.control(), config.callTimeout());
        this.read = new S3Pool("read", control.client(), sizes.read(), unreachable);
        this.write = new S3Pool("write", control.client(), sizes.write(), unreachable);
        this.stream = pool("stream", sizes.stream(), null);
        this.direct = new DirectCalls(runtime, config, credentials);
    }

    S3Pool control() {
        return control;
    }

    /** Counts what {@link #direct} reads. */
    S3Pool read() {
        return read;
    }

    /** Counts what {@link #direct} writes. */
    S3Pool write() {
        return write;
    }

    S3Pool stream() {
        return stream;
    }

    /** Carries what is read into memory, and what is written out of it. */
    DirectCalls direct() {
        return direct;
    }

    List<S3Pool> all() {
        return List.of(control, read, write, stream);
    }

    /**
     * @param callTimeout of calls that name no other; null where bytes pass at a client's speed
     */
    private S3Pool pool(String name, int size, @Nullable Duration callTimeout) {
        return new S3Pool(name, client(size, callTimeout), size, unreachable);
    }

    private S3AsyncClient client(int connections, @Nullable Duration callTimeout) {
        var client = S3AsyncClient.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(config.pathStyle())
                        .chunkedEncodingEnabled(true)
                        .build())
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(callTimeout)
                        .addExecutionInterceptor(new NoExpectContinue()))
                .httpClientBuilder(SlicedFrames.around(http(connections)));
        config.endpoint().map(S3Clients::withScheme).ifPresent(client::endpointOverride);
        return client.build();
    }

    private NettyNioAsyncHttpClient.Builder http(int connections) {
        return NettyNioAsyncHttpClient.builder()
                .maxConcurrency(connections)
                .maxPendingConnectionAcquires(MOST_WAITING)
                .connectionAcquisitionTimeout(config.acquireTimeout())
                .connectionTimeout(config.connectTimeout())
                .connectionMaxIdleTime(Duration.ofSeconds(20))
                .readTimeout(config.callTimeout())
                .writeTimeout(config.callTimeout())
                .tcpKeepAlive(true)
                .useNonBlockingDnsResolver(true)
                .eventLoopGroup(SdkEventLoopGroup.create(loops));
    }

    private static AwsCredentialsProvider credentials(S3Config config) {
        return pair(config.accessKey(), config.secretKey())
                .orElseGet(() -> DefaultCredentialsProvider.builder()
                        .asyncCredentialUpdateEnabled(true)
                        .build());
    }

    private static Optional<AwsCredentialsProvider> pair(Optional<String> key, Optional<String> secret) {
        return key.flatMap(
                id -> secret.map(hidden -> StaticCredentialsProvider.create(AwsBasicCredentials.create(id, hidden))));
    }

    /** Signs for others, with the keys that are for that. */
    S3Presigner presigner() {
        var reading = signing("presign", config.presignAccessKey(), config.presignSecretKey());
        var writing = signing("presign-write", config.presignWriteAccessKey(), config.presignWriteSecretKey());
        return new S3Presigner(
                S3Address.publicOf(config),
                new SigV4(config.region()),
                new S3Presigner.Pairs(reading.orElse(credentials), writing.orElse(null)),
                TimeSource.system());
    }

    private static Optional<AwsCredentialsProvider> signing(
            String name, Optional<String> key, Optional<String> secret) {
        if (key.isPresent() != secret.isPresent()) {
            throw new IllegalStateException(
                    "sluice.s3.%1$s-access-key and sluice.s3.%1$s-secret-key belong together.".formatted(name));
        }
        return pair(key, secret);
    }

    private static URI withScheme(URI endpoint) {
        if (endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "sluice.s3.endpoint needs a scheme and a host, such as http://minio:9000; it is " + endpoint);
        }
        return endpoint;
    }

    @Override
    public void close() {
        control.client().close();
        stream.client().close();
        direct.close();
    }
}
