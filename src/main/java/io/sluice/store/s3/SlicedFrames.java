package io.sluice.store.s3;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Hands the frames that the SDK puts around a body with a trailer to the connection in small slices. The connection takes
 * 16 buffers before it looks whether the server takes any, and a frame has 128 KiB: whole, they would be 2 MiB that
 * nobody paid for.
 */
final class SlicedFrames implements SdkAsyncHttpClient {
    private static final int SLICE = 4 << 10;
    private static final String TRAILER = "x-amz-trailer";

    private final SdkAsyncHttpClient connections;

    private SlicedFrames(SdkAsyncHttpClient connections) {
        this.connections = connections;
    }

    /** Builds the client of {@code connections} with this around it. */
    static SdkAsyncHttpClient.Builder<?> around(SdkAsyncHttpClient.Builder<?> connections) {
        return new Building(connections);
    }

    private record Building(SdkAsyncHttpClient.Builder<?> connections) implements SdkAsyncHttpClient.Builder<Building> {
        @Override
        public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
            return new SlicedFrames(connections.buildWithDefaults(defaults));
        }
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        return connections.execute(framed(request.request()) ? sliced(request) : request);
    }

    private static boolean framed(SdkHttpRequest request) {
        return request.firstMatchingHeader(TRAILER).isPresent();
    }

    private static AsyncExecuteRequest sliced(AsyncExecuteRequest request) {
        return AsyncExecuteRequest.builder()
                .request(request.request())
                .requestContentPublisher(new Slices(request.requestContentPublisher()))
                .responseHandler(request.responseHandler())
                .metricCollector(request.metricCollector().orElse(null))
                .fullDuplex(request.fullDuplex())
                .httpExecutionAttributes(request.httpExecutionAttributes())
                .build();
    }

    private record Slices(SdkHttpContentPublisher frames) implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return frames.contentLength();
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            SdkPublisher.adapt(frames).flatMapIterable(Slices::of).subscribe(subscriber);
        }

        private static List<ByteBuffer> of(ByteBuffer frame) {
            List<ByteBuffer> slices = new ArrayList<>();
            for (int at = frame.position(); at < frame.limit(); at += SLICE) {
                slices.add(frame.slice(at, Math.min(SLICE, frame.limit() - at)));
            }
            return slices;
        }
    }

    @Override
    public String clientName() {
        return connections.clientName();
    }

    @Override
    public void close() {
        connections.close();
    }
}
