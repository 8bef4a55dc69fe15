package io.sluice.planted.feature.b;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Time, randomness and ids from nowhere. */
final class Ambient {
    private Ambient() {}

    static String stamp() {
        Supplier<Instant> clock = Instant::now;
        return clock.get() + " " + System.nanoTime() + " " + new Random().nextInt() + " " + UUID.randomUUID();
    }
}
