package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.bytes.Crc32c;
import io.sluice.store.Await;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A process that is killed at any moment takes nothing with it that it has acknowledged, and leaves nothing half-written. */
class KilledWriterIT extends LocalFixture {
    private static final int KILLS = 20;
    private static final long SEED = 4711;

    /** For every key what it may hold: the checksum of what was acknowledged last and of all that was begun since. */
    private final Map<String, Set<String>> possible = new HashMap<>();

    @Test
    void whatWasAcknowledgedIsThereAndWhole() throws IOException {
        Random random = new Random(SEED);
        bucket();
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> lines = killedAfter(20 + random.nextInt(150), SEED + kill * 1000L);
            for (String line : lines) {
                learn(line);
            }
            acknowledged +=
                    (int) lines.stream().filter(line -> line.startsWith("done")).count();
            assertAllIsThere(reopened(), "kill " + kill + ", seed " + SEED);
        }
        assertThat(acknowledged).isGreaterThan(KILLS * 5);
        assertThat(drafts()).as("no kill fell into the midst of a write").isNotEmpty();
    }

    /** Kills the writer some time after its {@code lines}th line: the moment falls anywhere in its work. */
    private List<String> killedAfter(int lines, long seed) throws IOException {
        try (StoreProcess writer = StoreProcess.start("write", root(), bucket(), seed)) {
            await().pollInterval(Duration.ofMillis(1))
                    .pollDelay(Duration.ZERO)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> writer.printed().size() >= lines
                            || !writer.process().isAlive());
            assertThat(writer.process().isAlive()).as("%s", writer.printed()).isTrue();
            writer.kill();
            return writer.lines();
        }
    }

    private void learn(String line) {
        String[] words = line.split(" ", -1);
        assertThat(words).as(line).hasSize(3);
        Set<String> states = possible.computeIfAbsent(words[1], key -> new HashSet<>(Set.of("none")));
        if (words[0].equals("done")) {
            states.clear();
        }
        states.add(words[2]);
    }

    private void assertAllIsThere(ObjectStore store, String when) {
        Map<String, String> found = new HashMap<>();
        ListPage page = Await.on(store.list(new ListQuery(bucket(), "", null, null, ListQuery.MAX_LIMIT)));
        assertThat(page.next()).isNull();
        for (ListPage.Entry entry : page.objects()) {
            byte[] bytes = bytes(exactly(entry.key().value()));
            found.put(entry.key().value(), Crc32c.of(ByteBuffer.wrap(bytes)).base64());
        }
        assertThat(possible.keySet()).as(when).containsAll(found.keySet());
        possible.forEach(
                (key, states) -> assertThat(states).as("%s: %s", when, key).contains(found.getOrDefault(key, "none")));
        possible.forEach((key, states) -> {
            states.clear();
            states.add(Objects.requireNonNull(found.getOrDefault(key, "none")));
        });
    }
}
