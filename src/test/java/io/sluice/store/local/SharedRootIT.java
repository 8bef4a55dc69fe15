package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.ObjectStore;
import io.sluice.store.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several stores on one root, in one process and in several. */
class SharedRootIT extends LocalFixture {
    @Test
    void ofTwoStoresThatRaceOneCreates() {
        ObjectStore other = reopened();
        for (int round = 0; round < 50; round++) {
            String key = "race/" + round;
            List<Optional<Throwable>> ends = race(
                    10,
                    writer -> (writer % 2 == 0 ? store() : other)
                            .put(exactly(key), Attributes.NONE, WriteCondition.ABSENT, held("w" + writer)));
            assertThat(ends.stream().filter(Optional::isEmpty)).as(key).hasSize(1);
            assertThat(ends.stream().flatMap(Optional::stream))
                    .allMatch(failure -> Fault.from(failure).code() == FaultCode.PRECONDITION_FAILED);
        }
    }

    @Test
    void processesThatRaceLoseNoIncrement() throws IOException, InterruptedException {
        put(exactly("counter"), "0");
        try (StoreProcess one = StoreProcess.start("count", root(), bucket(), 300);
                StoreProcess two = StoreProcess.start("count", root(), bucket(), 300)) {
            await().until(() -> one.printed().contains("ready") && two.printed().contains("ready"));
            put(exactly("go"), "");
            assertThat(one.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(two.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(one.process().exitValue()).as("%s", one.lines()).isZero();
            assertThat(two.process().exitValue()).as("%s", two.lines()).isZero();
        }
        assertThat(text(exactly("counter"))).isEqualTo("600");
    }

    @Test
    void puttingIntoAFolderThatIsBeingPrunedNeverFails() {
        for (int round = 0; round < 200; round++) {
            List<Optional<Throwable>> ends = race(32, writer -> {
                var object = exactly("deep/er/and/deeper/" + writer);
                return store().put(object, Attributes.NONE, WriteCondition.NONE, held("x"))
                        .chain(stored -> store().delete(object, WriteCondition.NONE));
            });
            assertThat(ends)
                    .as(
                            "%s",
                            ends.stream()
                                    .flatMap(Optional::stream)
                                    .map(Throwable::getCause)
                                    .toList())
                    .allMatch(Optional::isEmpty);
        }
        assertThat(bucketFolder()).isEmptyDirectory();
    }

    @Test
    void taggingNeverBringsOldBytesBack() {
        for (int round = 0; round < 20; round++) {
            put(exactly("k"), "old");
            List<Optional<Throwable>> ends = race(
                    8,
                    writer -> writer == 0
                            ? store().put(exactly("k"), Attributes.NONE, WriteCondition.NONE, held("new"))
                            : store().setTags(exactly("k"), java.util.Map.of("t", "" + writer)));
            assertThat(ends).allMatch(Optional::isEmpty);
            assertThat(text(exactly("k"))).isEqualTo("new");
        }
    }

    @Test
    void draftsOfOthersAreOnlyRemovedWhenStale() throws IOException {
        var left = root().resolve(".sluice").resolve("tmp").resolve("left-behind");
        Files.createDirectories(left);
        Files.writeString(left.resolve("upload"), "half");
        reopened();
        assertThat(drafts()).containsExactly(left);
        reopened(later(Duration.ofHours(23)));
        assertThat(drafts()).containsExactly(left);
        reopened(later(Duration.ofHours(25)));
        assertThat(drafts()).isEmpty();
    }

    private static TimeSource later(Duration by) {
        TimeSource system = TimeSource.system();
        return new TimeSource() {
            @Override
            public Instant now() {
                return system.now().plus(by);
            }

            @Override
            public long nanos() {
                return system.nanos();
            }
        };
    }
}
