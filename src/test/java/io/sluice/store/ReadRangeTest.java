package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.cache.Infos;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadRangeTest {
    @Test
    void joinedBytesOutliveTheMemoryTheyLayIn() {
        ByteBuffer first = ByteBuffer.allocateDirect(2).put(0, (byte) 1).put(1, (byte) 2);
        ByteBuffer second = ByteBuffer.allocateDirect(1).put(0, (byte) 3);
        AtomicInteger givenBack = new AtomicInteger();
        ReadRange read = new ReadRange(
                Infos.of(ObjectRef.of("bucket", "key"), "a", 3),
                new ByteRange.Resolved(0, 3),
                List.of(first, second),
                givenBack::incrementAndGet);

        ByteBuffer joined = read.joined();
        first.put(0, (byte) 9);

        assertThat(joined).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(givenBack).hasValue(1);
    }
}
