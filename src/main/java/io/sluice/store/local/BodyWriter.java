package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Body;
import io.sluice.store.local.files.Draft;
import io.sluice.store.local.files.FileWork;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/** Writes bodies into drafts on the executor for files, and removes what does not come to an end. */
final class BodyWriter {
    private final Executor io;
    private final FileWork files;

    BodyWriter(Executor io) {
        this.io = io;
        this.files = new FileWork(io);
    }

    /** What a body is written for; both methods run on the executor for files. */
    interface Job<T> {
        /** Before the first byte. */
        Draft open() throws IOException;

        /** When all bytes are in the draft. */
        T finish(Draft draft) throws IOException;
    }

    /** Writes {@code body}; of its declared length and checksum nothing else is accepted. */
    <T> Uni<T> write(Body body, Job<T> job) {
        return switch (body) {
            case Body.Held held -> files.call(() -> hold(held, job));
            case Body.Streamed streamed ->
                Uni.createFrom().emitter(result -> {
                    StreamedBody<T> writing = new StreamedBody<>(streamed, job, new SerialLane(io), result);
                    result.onTermination(writing::cancel);
                    writing.start();
                });
        };
    }

    private static <T> T hold(Body.Held held, Job<T> job) throws IOException {
        try (Draft draft = job.open()) {
            for (ByteBuffer chunk : held.chunks()) {
                draft.append(chunk);
            }
            if (draft.size() != held.length()) {
                throw Fault.of(FaultCode.LENGTH_MISMATCH, "The body is not as long as declared.");
            }
            if (!draft.crc32c().equals(held.crc32c())) {
                throw Fault.of(FaultCode.STORE_ERROR, "The bytes changed on the way to the store.");
            }
            return job.finish(draft);
        }
    }
}
