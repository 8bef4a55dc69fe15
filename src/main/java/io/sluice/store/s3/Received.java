package io.sluice.store.s3;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.SlabBytes;
import io.sluice.base.bytes.Slabs;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The body of an answer as it comes. Confined to the event loop of its connection. */
sealed interface Received {
    void add(ByteBuffer chunk);

    DirectCall.Answer with(HttpClientResponse head);

    /** A small body: chunks as they came. */
    final class Chunks implements Received {
        private final List<ByteBuffer> chunks = new ArrayList<>();

        @Override
        public void add(ByteBuffer chunk) {
            chunks.add(chunk);
        }

        @Override
        public DirectCall.Answer with(HttpClientResponse head) {
            return new DirectCall.Answer(head, chunks, Batch.NOTHING);
        }
    }

    /** One that waits for a client for long: in memory that is used again. */
    final class InSlabs implements Received {
        private final SlabBytes bytes;

        InSlabs(Slabs slabs) {
            bytes = new SlabBytes(slabs);
        }

        @Override
        public void add(ByteBuffer chunk) {
            bytes.add(chunk);
        }

        @Override
        public DirectCall.Answer with(HttpClientResponse head) {
            return new DirectCall.Answer(head, bytes.chunks(), bytes::giveBack);
        }
    }
}
