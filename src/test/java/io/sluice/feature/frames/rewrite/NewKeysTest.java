package io.sluice.feature.frames.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.pack.PackKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New keys sort after those they replace, whatever the clock says. */
class NewKeysTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String LONGEST = "n".repeat(128);

    /** Of a clock that is far behind. */
    private static Ids behind() {
        TimeSource stopped = new TimeSource() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public long nanos() {
                return 0;
            }
        };
        return new Ids(stopped, () -> 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01KAK8A0000000000000000000",
                "01KAK8AZZZ0000000000000000",
                "0ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                "6ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                "7ZZZZZZZZYZZZZZZZZZZZZZZZZ"
            })
    void whenTheClockIsBehindTheirIdIsLaterAndTheirNodeStays(String id) {
        PackKey old = new PackKey(NOON, LONGEST, id);
        NewKeys keys = new NewKeys(old, behind());
        List<PackKey> inOrder = new ArrayList<>(List.of(old));
        for (int i = 0; i < 3 && !inOrder.getLast().id().startsWith("7ZZZZZZZZZ"); i++) {
            inOrder.add(keys.next());
        }

        assertThat(inOrder)
                .hasSizeGreaterThan(1)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(PackRewrite.ORDER)
                .allMatch(key -> key.minute().equals(NOON) && key.node().equals(LONGEST))
                .allMatch(key -> key.equals(PackKey.parseOrNull(key.toString())));
    }

    @Test
    void afterTheLastIdOfAllTheNodeGetsAMark() {
        PackKey old = new PackKey(NOON, "node", "7" + "Z".repeat(25));

        PackKey next = new NewKeys(old, behind()).next();

        assertThat(List.of(old, next)).doesNotHaveDuplicates().isSortedAccordingTo(PackRewrite.ORDER);
    }

    @Test
    void whenClocksAgreeAnIdIsUsedAsItIs() {
        PackKey old = new PackKey(NOON, "node", "00000000000000000000000000");

        PackKey next = new NewKeys(old, behind()).next();

        assertThat(next).isEqualTo(new PackKey(NOON, "node", behind().next()));
    }
}
