package io.sluice.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final AtomicLong millis = new AtomicLong(1_469_918_176_385L);
    private final Ids ids = new Ids(
            new TimeSource() {
                @Override
                public Instant now() {
                    return Instant.ofEpochMilli(millis.get());
                }

                @Override
                public long nanos() {
                    return 0;
                }
            },
            new Random(7));

    @Test
    void anIdBeginsWithItsTime() {
        assertThat(ids.next()).matches("[0-9A-HJKMNP-TV-Z]{26}").startsWith("01ARYZ6S41");
    }

    @Test
    void idsSortByTheirTime() {
        String before = "";
        for (int i = 0; i < 1000; i++) {
            millis.addAndGet(1 + i);
            String next = ids.next();
            assertThat(next).isGreaterThan(before);
            before = next;
        }
    }

    @Test
    void idsOfOneMillisecondSortInTheOrderTheyWereMade() {
        String before = "";
        for (int i = 0; i < 1000; i++) {
            String next = ids.next();
            assertThat(next).startsWith("01ARYZ6S41").isGreaterThan(before);
            before = next;
        }
    }

    @Test
    void aClockThatGoesBackChangesNoOrder() {
        String before = ids.next();
        millis.addAndGet(-5000);

        assertThat(ids.next()).isGreaterThan(before);
    }

    @Test
    void noTwoAreEqual() {
        Set<String> seen = new HashSet<>();
        Ids real = Ids.system();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(real.next())).isTrue();
        }
    }
}
