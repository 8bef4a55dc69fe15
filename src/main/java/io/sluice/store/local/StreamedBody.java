package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Body;
import io.sluice.store.local.files.Draft;
import io.sluice.store.local.files.FileWork;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body that is still arriving into a draft, chunk by chunk: the next one is asked for when the last one is
 * written. All fields are touched on the lane only.
 */
final class StreamedBody<T> implements Flow.Subscriber<ByteBuffer> {
    private final Body.Streamed body;
    private final BodyWriter.Job<T> job;
    private final SerialLane lane;
    private final UniEmitter<? super T> result;
    private @Nullable Draft draft;
    private Flow.@Nullable Subscription source;
    private boolean over;

    StreamedBody(Body.Streamed body, BodyWriter.Job<T> job, SerialLane lane, UniEmitter<? super T> result) {
        this.body = body;
        this.job = job;
        this.lane = lane;
        this.result = result;
    }

    void start() {
        step(() -> {
            draft = job.open();
            body.bytes().subscribe(this);
        });
    }

    /** Stops; what was written is removed. Any thread, at any time. */
    void cancel() {
        lane.execute(this::end);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        lane.execute(() -> {
            if (over) {
                subscription.cancel();
            } else {
                source = subscription;
                subscription.request(1);
            }
        });
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        step(() -> {
            Draft open = Objects.requireNonNull(draft);
            if (open.size() + chunk.remaining() > body.length()) {
                throw Fault.of(FaultCode.LENGTH_MISMATCH, "The body is longer than declared.");
            }
            open.append(chunk);
            Objects.requireNonNull(source).request(1);
        });
    }

    @Override
    public void onError(Throwable failure) {
        step(() -> {
            throw Fault.from(failure);
        });
    }

    @Override
    public void onComplete() {
        step(() -> {
            source = null;
            Draft whole = Objects.requireNonNull(draft);
            if (whole.size() < body.length()) {
                throw Fault.of(FaultCode.LENGTH_MISMATCH, "The body is shorter than declared.");
            }
            T done = job.finish(whole);
            end();
            result.complete(done);
        });
    }

    private void step(FileWork.Action action) {
        lane.execute(() -> {
            if (over) {
                return;
            }
            try {
                action.run();
            } catch (IOException failure) {
                fail(FileWork.fault(failure));
            } catch (RuntimeException | Error failure) {
                fail(Fault.from(failure));
            }
        });
    }

    private void fail(Fault fault) {
        end();
        result.fail(fault);
    }

    private void end() {
        over = true;
        if (source != null) {
            source.cancel();
            source = null;
        }
        if (draft != null) {
            draft.discard();
            draft = null;
        }
    }
}
