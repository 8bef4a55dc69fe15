package io.sluice.edge.audit.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Ids;
import io.sluice.edge.audit.trail.AuditKey;
import io.sluice.feature.frames.FixedTime;
import io.sluice.feature.frames.WatchedStore;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys come in their order, however they are listed. */
class AuditObjectsTest extends AuditFixture {
    private static final Instant BEGIN = Instant.parse("2025-12-28T00:00:00Z");
    private static final int DAYS = 10;

    private final AtomicInteger listings = new AtomicInteger();

    private AuditObjects objects() {
        return new AuditObjects(
                WatchedStore.of(store(), (method, _) -> {
                    if (method.equals("list")) {
                        listings.incrementAndGet();
                    }
                }),
                BUCKET,
                new ByteBudget(64 << 20, 10, timers));
    }

    private List<AuditKey> walked(Instant from, Instant to, @Nullable AuditKey after) {
        AuditObjects.Walk walk = objects().walk(from, to, after);
        List<AuditKey> keys = new ArrayList<>();
        for (Optional<AuditKey> key = Await.on(walk.next()); key.isPresent(); key = Await.on(walk.next())) {
            keys.add(key.get());
        }
        return keys;
    }

    /** Keys of some chains in some hours, in their order. */
    private List<AuditKey> given(Random random) {
        Ids ids = new Ids(new FixedTime(BEGIN), random);
        List<String> chains = List.of(ids.next(), ids.next());
        return random.ints(60, 0, DAYS * 24)
                .sorted()
                .distinct()
                .boxed()
                .flatMap(hour ->
                        chains.stream().map(chain -> AuditKey.of(BEGIN.plus(hour, ChronoUnit.HOURS), chain, 1 + hour)))
                .peek(key -> Await.on(store().put(
                                key.in(BUCKET), Attributes.NONE, WriteCondition.NONE, Body.of(ByteBuffer.allocate(1)))))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keysOfAnyTimeComeInTheirOrder(long seed) {
        Random random = new Random(seed);
        List<AuditKey> all = given(random);
        for (int i = 0; i < 20; i++) {
            Instant from = BEGIN.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
            Instant to = from.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
            List<AuditKey> within = all.stream()
                    .filter(key -> !key.hour().isBefore(from.truncatedTo(ChronoUnit.HOURS)))
                    .filter(key -> !key.hour().isAfter(to))
                    .toList();

            assertThat(walked(from, to, null)).as("seed %d", seed).isEqualTo(within);
            if (!within.isEmpty()) {
                int at = random.nextInt(within.size());
                assertThat(walked(from, to, within.get(at)))
                        .as("seed %d", seed)
                        .isEqualTo(within.subList(at + 1, within.size()));
            }
        }
    }

    @Test
    void aWholeDayIsListedAtOnce() {
        walked(BEGIN.minus(Duration.ofHours(2)), BEGIN.plus(Duration.ofDays(366)), null);

        assertThat(listings).hasValue(2 + 366 + 1);
    }
}
