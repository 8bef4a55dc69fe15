package io.sluice.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.Batch;
import io.sluice.base.time.TimeSource;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponseBodyIT {
    private static final int BATCH = 64 << 10;
    private static final int BATCHES = 500;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong mostAsked = new AtomicLong();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void asksForOneBatchAtATimeHoweverOftenTheQueueFillsAndEmpties() throws Exception {
        Router router = Router.router(vertx);
        router.get("/").handler(this::answer);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
            byte[] body = client.send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(60))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
            assertThat(body).hasSize(BATCH * BATCHES);
        }

        assertThat(mostAsked).hasValue(1);
    }

    private void answer(RoutingContext ctx) {
        ctx.response().putHeader("Content-Length", String.valueOf((long) BATCH * BATCHES));
        BodyFlows.Factory flows = new BodyFlows.Factory(
                (delay, task) -> {
                    long timer = vertx.setTimer(delay.toMillis(), _ -> task.run());
                    return () -> vertx.cancelTimer(timer);
                },
                TimeSource.system(),
                Duration.ofSeconds(30));
        Executor lane = RequestContext.lane(ctx);
        Flow.Subscriber<Batch> body = flows.of(ctx, lane).response();
        body.onSubscribe(new Batches(body, lane));
    }

    /** Answers each request with a batch a little later, and notes how many were open at once. */
    private final class Batches implements Flow.Subscription {
        private final Flow.Subscriber<Batch> to;
        private final Executor lane;
        private long open;
        private int sent;

        Batches(Flow.Subscriber<Batch> to, Executor lane) {
            this.to = to;
            this.lane = lane;
        }

        @Override
        public void request(long batches) {
            open += batches;
            mostAsked.accumulateAndGet(open, Math::max);
            lane.execute(this::send);
        }

        private void send() {
            if (sent == BATCHES) {
                to.onComplete();
                return;
            }
            open--;
            sent++;
            to.onNext(new Batch(List.of(ByteBuffer.allocate(BATCH))));
        }

        @Override
        public void cancel() {
            sent = BATCHES;
        }
    }
}
