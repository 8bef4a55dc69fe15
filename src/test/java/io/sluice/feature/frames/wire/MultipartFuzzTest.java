package io.sluice.feature.frames.wire;

import static io.sluice.feature.frames.wire.Received.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.wire.StreamEnd.Complete;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random streams, cut anywhere, whole and damaged. */
class MultipartFuzzTest {
    private static final int STREAMS = 10_000;

    /** What became of a stream. */
    private record Outcome(List<byte[]> images, StreamEnd end, long leaked) {
        String text() {
            String kind = end instanceof StreamEnd.Broken broken
                    ? broken.fault().getMessage() + " at " + broken.offset()
                    : end.toString();
            return kind + " " + images.stream().map(Arrays::hashCode).toList();
        }
    }

    private static Outcome parsed(String about, Boundary boundary, byte[] stream, int... sizes) {
        Received received = new Received();
        MultipartParser parser = new MultipartParser(SOURCE, boundary, received);
        try {
            StreamEnd end = received.feed(parser, stream, sizes);
            List<byte[]> images = received.images();
            return new Outcome(images, end, received.leaked());
        } catch (RuntimeException bug) {
            throw new AssertionError(about, bug);
        }
    }

    private static int[] sizes(Random random) {
        int most = random.nextBoolean() ? 20 : 5000;
        return random.ints(1 + random.nextInt(20), 1, 1 + most).toArray();
    }

    @Test
    @Timeout(60)
    void everyWholeStreamIsTakenAsItWasWritten() {
        for (long seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            RandomStream stream = RandomStream.of(random);

            Outcome outcome =
                    parsed("seed " + seed, stream.boundary(), stream.bytes().toByteArray(), sizes(random));

            assertThat(outcome.end()).as("seed %d: %s", seed, outcome.text()).isInstanceOf(Complete.class);
            assertSame(seed, outcome.images(), stream.frames());
            assertThat(outcome.leaked()).as("seed %d", seed).isZero();
        }
    }

    @Test
    @Timeout(60)
    void damageHarmsNothingBeforeItAndNeverHangsFailsOrLeaks() {
        for (long seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            RandomStream stream = RandomStream.of(random);
            RandomStream.Damaged damaged = stream.damaged(random);
            String about = "seed " + seed + ": " + damaged.how() + " at " + damaged.at();

            Outcome outcome = parsed(about, stream.boundary(), damaged.bytes().array(), sizes(random));

            List<byte[]> before = stream.framesBefore(damaged.at());
            assertThat(outcome.images().size()).as(about).isGreaterThanOrEqualTo(before.size());
            assertSame(seed, outcome.images().subList(0, before.size()), before);
            assertThat(outcome.leaked()).as(about).isZero();
            Outcome atOnce = parsed(about, stream.boundary(), damaged.bytes().array(), Integer.MAX_VALUE);
            assertThat(outcome.text()).as(about).isEqualTo(atOnce.text());
        }
    }

    private static void assertSame(long seed, List<byte[]> actual, List<byte[]> expected) {
        assertThat(actual.size()).as("seed %d", seed).isEqualTo(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i)).as("seed %d, frame %d", seed, i + 1).isEqualTo(expected.get(i));
        }
    }
}
