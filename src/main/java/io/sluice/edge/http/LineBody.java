package io.sluice.edge.http;

import io.sluice.base.bytes.Batch;
import io.sluice.base.fault.Fault;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** Lines of JSON as a body: the next one is made when the last was taken. A failure is the last line. Confined to the lane. */
public final class LineBody implements Flow.Publisher<Batch> {
    private final Supplier<Uni<Optional<JsonObject>>> lines;
    private final Executor lane;

    /** @param lines the next line; empty at the end */
    public LineBody(Supplier<Uni<Optional<JsonObject>>> lines, Executor lane) {
        this.lines = lines;
        this.lane = lane;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Batch> client) {
        client.onSubscribe(new Flow.Subscription() {
            private boolean over;
            private boolean cancelled;

            @Override
            public void request(long batches) {
                if (over) {
                    client.onComplete();
                    return;
                }
                lines.get().emitOn(lane).subscribe().with(this::made, this::failed);
            }

            // What was begun is brought to its end, wanted or not: it gives back what it holds.
            private void made(Optional<JsonObject> line) {
                if (cancelled) {
                    return;
                }
                if (line.isEmpty()) {
                    client.onComplete();
                } else {
                    client.onNext(new Batch(bytes(line.get())));
                }
            }

            private void failed(Throwable failure) {
                Fault fault = Fault.from(failure);
                over = true;
                made(Optional.of(
                        new JsonObject().put("error", fault.code().wire()).put("detail", fault.detail())));
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    private static List<ByteBuffer> bytes(JsonObject line) {
        return List.of(ByteBuffer.wrap((line.encode() + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
