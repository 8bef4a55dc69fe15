package io.sluice.feature.frames.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.pack.SealedPack;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FactsFormTest {
    private static final long SEED = 5;

    private static PackFacts some(Random random) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 1 + random.nextInt(50); i > 0; i--) {
            long time = random.nextInt(8) == 0 ? random.nextLong(Long.MAX_VALUE) : 1_700_000_000_000_000_000L + i;
            sent.add(FramePacks.frame("cämera " + random.nextInt(9), time, 5, i));
        }
        SealedPack pack = FramePacks.pack(Instant.parse("2026-03-01T12:00:00Z"), sent);
        return PackFacts.of(pack.key(), pack.body().length(), pack.table());
    }

    @Test
    void factsComeBackAsTheyWere() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            PackFacts facts = some(random);
            assertThat(FactsForm.of(facts).read(facts.key()))
                    .as("seed %d", SEED)
                    .isEqualTo(facts);
        }
        PackFacts nothing = PackFacts.unreadable(some(random).key(), 77);
        assertThat(FactsForm.of(nothing).read(nothing.key())).isEqualTo(nothing);
    }

    @Test
    void otherBytesAreAFaultOrOtherFactsAndNothingElse() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5000; i++) {
            PackFacts facts = some(random);
            FactsForm form = FactsForm.of(facts);
            ByteBuffer rest = form.rest();
            rest.put(random.nextInt(rest.remaining()), (byte) random.nextInt());
            ByteBuffer cut = rest.slice(0, random.nextBoolean() ? rest.remaining() : random.nextInt(rest.remaining()));
            Throwable failure = catchThrowable(() -> new FactsForm(form.names(), cut).read(facts.key()));
            assertThat(failure == null || failure instanceof Fault)
                    .as("seed %d round %d: %s", SEED, i, failure)
                    .isTrue();
        }
    }
}
