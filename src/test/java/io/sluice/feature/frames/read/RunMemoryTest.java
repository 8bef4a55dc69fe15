package io.sluice.feature.frames.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.Lease;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunMemoryTest {
    private static final int BYTES = 300;

    private final ByteBudget budget = new ByteBudget(1000, 1, (delay, task) -> () -> {});
    private final AtomicInteger reused = new AtomicInteger();
    private final Lease lease = Objects.requireNonNull(budget.tryAcquireSpare(BYTES));
    private final RunMemory memory = new RunMemory(3, lease, reused::incrementAndGet);
    private final List<ReadFrame.Memory> parts =
            Stream.generate(memory::part).limit(3).toList();

    @Test
    void itIsPaidForUntilTheLastFrameIsReleased() {
        parts.get(0).release();
        parts.get(2).release();
        parts.get(2).release();
        assertThat(budget.used()).isEqualTo(BYTES);

        parts.get(1).release();
        assertThat(budget.used()).isZero();
    }

    @Test
    void itIsUsedAgainOnceNobodyLooksAtAnyFrame() {
        parts.get(1).reuse();
        parts.get(1).reuse();
        parts.get(0).reuse();
        assertThat(reused).hasValue(0);

        parts.get(2).reuse();
        parts.get(2).reuse();
        assertThat(reused).hasValue(1);
    }

    @Test
    void itIsLeftAloneWhenAFrameWasReleasedAndMayStillBeLookedAt() {
        parts.forEach(ReadFrame.Memory::release);
        parts.get(0).reuse();
        parts.get(1).reuse();

        assertThat(budget.used()).isZero();
        assertThat(reused).hasValue(0);
    }
}
