package io.sluice.feature.frames.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackTail;
import io.sluice.feature.frames.wire.Ack;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many streams on many threads, and a store that stumbles. */
class IngestStressTest extends IngestFixture {
    private static final int STREAMS = 24;
    private static final int FRAMES = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyFrameIsStoredOnceBitForBitOrIsRefused(long seed) {
        Random random = new Random(seed);
        budget = budget(2 << 20);
        settings = settings(100 * KIB, SOON, 3);
        for (int i = 0; i < 60; i++) {
            stumble(random);
        }
        FrameIngest ingest = ingest();
        List<ExecutorService> lanes =
                Stream.generate(Executors::newSingleThreadExecutor).limit(4).toList();
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            List<byte[]> images = new ArrayList<>();
            for (int j = 0; j < FRAMES; j++) {
                images.add(image(random.nextLong(), 64 + random.nextInt(15 * KIB)));
            }
            Sender sender = new Sender(ingest, Way.WEBSOCKET, "camera-" + i, lanes.get(i % lanes.size()));
            senders.add(sender.sendWhenAsked(images));
        }

        for (Sender sender : senders) {
            Ack.Last last = done(sender.last);
            assertThat(last.durable() + last.rejected()).as("seed %d", seed).isEqualTo(sender.sent.size());
        }
        Set<ByteBuffer> found = new HashSet<>();
        packs().forEach(key -> collect(key, found));
        for (Sender sender : senders) {
            long acknowledged =
                    sender.acks.isEmpty() ? 0 : sender.acks.getLast().count();
            for (int i = 0; i < acknowledged; i++) {
                assertThat(found).as("seed %d, frame %d", seed, i).contains(ByteBuffer.wrap(sender.sent.get(i)));
            }
        }
        lanes.forEach(ExecutorService::shutdownNow);
    }

    private void stumble(Random random) {
        switch (random.nextInt(5)) {
            case 0 -> store().next(_ -> Uni.createFrom().failure(Fault.of(FaultCode.STORE_BUSY, "On cue.")));
            case 1 ->
                store().next(put -> put.chain(() -> Uni.createFrom()
                        .failure(Fault.of(FaultCode.STORE_TIMEOUT, "On cue.").withUnknownEffect())));
            case 2 -> store().next(_ -> Uni.createFrom().failure(new IllegalStateException("On cue.")));
            default -> store().next(put -> put);
        }
    }

    private void collect(PackKey key, Set<ByteBuffer> found) {
        ByteBuffer pack = read(key, ByteRange.all());
        if (PackTail.read(pack, pack.remaining()) instanceof PackTail.Known(var table)) {
            for (String camera : table.cameras()) {
                CameraFrames frames = table.of(camera);
                for (int i = 0; i < frames.size(); i++) {
                    var place = frames.frame(i).place();
                    assertThat(found.add(pack.slice((int) place.offset(), (int) place.length())))
                            .as("once")
                            .isTrue();
                }
            }
        }
    }
}
