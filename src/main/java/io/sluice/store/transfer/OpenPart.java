package io.sluice.store.transfer;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.bytes.Lease;
import io.sluice.store.Body;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/** The part of an upload that is being filled. Confined to the upload's lane. */
sealed interface OpenPart {
    int number();

    /** How many bytes it still takes. */
    long room();

    /** Takes all of {@code chunk}, which has at most {@link #room()} bytes; the chunk is the part's from now on. */
    void add(ByteBuffer chunk);

    default boolean full() {
        return room() == 0;
    }

    /** A part that is collected and then sent, as often as it takes. */
    final class Held implements OpenPart {
        private static final long FIRST_STEP = 256 << 10;

        private final int number;
        private final long size;
        private final Lease lease;
        private final HeldBytes bytes;
        private final CRC32C crc = new CRC32C();
        private long held;

        /** @param lease pays for this part alone; closed by whoever sends or drops it */
        Held(int number, long size, Lease lease, HeldBytes bytes) {
            this.number = number;
            this.size = size;
            this.lease = lease;
            this.bytes = bytes;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public long room() {
            return size - held;
        }

        @Override
        public void add(ByteBuffer chunk) {
            crc.update(chunk.duplicate());
            held += chunk.remaining();
            bytes.add(chunk);
        }

        Lease lease() {
            return lease;
        }

        long held() {
            return held;
        }

        List<ByteBuffer> chunks() {
            return bytes.chunks();
        }

        /** The store has this part, or not; nothing is done with it any more. */
        void sent(boolean stored) {
            if (stored) {
                bytes.stored();
            }
            lease.close();
        }

        /** Whether the next chunk is paid for, given {@code elsewhere} bytes paid from another lease. */
        boolean paid(long elsewhere) {
            return elsewhere + lease.bytes() - held >= Math.min(TransferSettings.MAX_CHUNK, room());
        }

        /** Pays for more ahead, twice as much each time, as long as there is spare memory. */
        boolean grow() {
            return lease.tryGrow(Math.min(room(), Math.max(FIRST_STEP, held)));
        }

        Body.Held body() {
            return new Body.Held(chunks(), held, Crc32c.of(crc));
        }
    }

    /** A part that is on its way to the store while it is filled; it can be sent only once. */
    final class Passing implements OpenPart {
        private final int number;
        private final ChunkPipe pipe;
        private final Coalescer coalescer;
        private long room;
        private long inside;

        /** @param onReleased told of bytes that are in memory no longer, on any thread */
        Passing(int number, long size, LongConsumer onReleased) {
            this.number = number;
            this.room = size;
            this.pipe = new ChunkPipe(onReleased);
            this.coalescer = new Coalescer(pipe::offer);
        }

        Body.Streamed body() {
            return new Body.Streamed(room + inside, pipe);
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public long room() {
            return room;
        }

        @Override
        public void add(ByteBuffer chunk) {
            room -= chunk.remaining();
            inside += chunk.remaining();
            coalescer.add(chunk);
            if (full()) {
                coalescer.flush();
                pipe.finish();
            }
        }

        /** Bytes in memory now. */
        long inside() {
            return inside;
        }

        /** Bytes in memory after {@code bytes} of them have gone. */
        long released(long bytes) {
            inside -= bytes;
            return inside;
        }

        void fail(Throwable cause) {
            pipe.fail(cause);
        }
    }
}
