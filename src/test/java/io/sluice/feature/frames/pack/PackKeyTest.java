package io.sluice.feature.frames.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.time.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackKeyTest {
    @Test
    void aKeyIsItsMinuteItsNodeAndItsId() {
        PackKey key = new PackKey(Instant.parse("2026-01-02T03:04:00Z"), "edge-7.a", "01KAK8A0000000000000000000");
        assertThat(key).hasToString("packs/2026/01/02/03/04/edge-7.a-01KAK8A0000000000000000000.mcap");
        assertThat(key.prefix()).isEqualTo("packs/2026/01/02/03/04/");
        assertThat(key.objectKey().value()).isEqualTo(key.toString());
        assertThat(PackKey.parseOrNull(key.toString())).isEqualTo(key);
    }

    @Test
    void aNewKeyHasTheMinuteInWhichThePackWasOpened() {
        PackKey key = PackKey.create(Instant.parse("2026-01-02T03:04:59.999Z"), "n", Ids.system());
        assertThat(key.minute()).isEqualTo(Instant.parse("2026-01-02T03:04:00Z"));
        assertThat(PackKey.parseOrNull(key.toString())).isEqualTo(key);
    }

    @Test
    void otherKeysAreNone() {
        String id = "01KAK8A0000000000000000000";
        for (String key : List.of(
                "",
                "packs/2026/01/02/03/04/n-" + id,
                "packs/2026/01/02/03/04/" + id + ".mcap",
                "packs/2026/01/02/03/04/-" + id + ".mcap",
                "packs/2026/02/30/03/04/n-" + id + ".mcap",
                "packs/2026/13/01/03/04/n-" + id + ".mcap",
                "packs/2026/01/02/24/04/n-" + id + ".mcap",
                "packs/1969/01/02/03/04/n-" + id + ".mcap",
                "packs/2026/01/02/03/n-" + id + ".mcap",
                "packs/2026/01/02/03/04/a/n-" + id + ".mcap",
                "packs/2026/01/02/03/04/n-" + id.replace('K', 'U') + ".mcap",
                "PACKS/2026/01/02/03/04/n-" + id + ".mcap")) {
            assertThat(PackKey.parseOrNull(key)).as(key).isNull();
        }
        assertThatThrownBy(() -> new PackKey(Packs.NOON.plusSeconds(1), "n", id))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PackKey(Packs.NOON, "a/b", id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PackKey(Packs.NOON, "n", "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRangeIsCoveredByTheWidestPrefixes() {
        assertThat(covering("2026-11-21T10:58:30Z", "2026-11-21T13:02:00.000000001Z"))
                .containsExactly(
                        "packs/2026/11/21/10/58/",
                        "packs/2026/11/21/10/59/",
                        "packs/2026/11/21/11/",
                        "packs/2026/11/21/12/",
                        "packs/2026/11/21/13/00/",
                        "packs/2026/11/21/13/01/",
                        "packs/2026/11/21/13/02/");
        assertThat(covering("2025-12-30T23:00:00Z", "2027-02-02T00:00:00Z"))
                .containsExactly(
                        "packs/2025/12/30/23/",
                        "packs/2025/12/31/",
                        "packs/2026/",
                        "packs/2027/01/",
                        "packs/2027/02/01/");
        assertThat(covering("2026-11-21T10:58:00Z", "2026-11-21T10:58:00Z")).isEmpty();
        assertThat(covering("2026-11-21T10:58:59Z", "2026-11-21T10:58:59.5Z"))
                .containsExactly("packs/2026/11/21/10/58/");
    }

    @Test
    void theWidestRangeHasBounds() {
        assertThat(PackPrefixes.covering(Instant.MIN, Instant.MAX))
                .hasSize(10_000 - 1970)
                .startsWith("packs/1970/")
                .endsWith("packs/9999/");
        assertThat(PackPrefixes.covering(Instant.MIN, Instant.EPOCH)).isEmpty();
    }

    @Test
    void everyMinuteOfARangeIsCoveredOnceAndNoOther() {
        long seed = 20261121;
        Random random = new Random(seed);
        Ids ids = Ids.system();
        for (int round = 0; round < 100; round++) {
            Instant from = Packs.NOON.plusSeconds(random.nextInt(10_000_000));
            Instant to = from.plusSeconds(random.nextInt(300_000) + 1);
            List<String> prefixes = PackPrefixes.covering(from, to);
            assertThat(prefixes).isSorted();
            Instant first = from.truncatedTo(ChronoUnit.MINUTES);
            for (Instant at = first.minusSeconds(600); at.isBefore(to.plusSeconds(600)); at = at.plusSeconds(60)) {
                String key = PackKey.create(at, "n", ids).toString();
                boolean inside = !at.isBefore(first) && at.isBefore(to);
                assertThat(prefixes.stream().filter(key::startsWith).count())
                        .as("seed %d, %s in %s to %s", seed, at, from, to)
                        .isEqualTo(inside ? 1 : 0);
            }
        }
    }

    private static List<String> covering(String from, String to) {
        return PackPrefixes.covering(Instant.parse(from), Instant.parse(to));
    }
}
