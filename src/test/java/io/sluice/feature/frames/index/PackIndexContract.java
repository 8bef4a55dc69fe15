package io.sluice.feature.frames.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.store.Await;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every index of packs does. */
public abstract class PackIndexContract {
    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long START = FramePacks.nanos(NOON);
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long SEED = 20261122;

    /** An index without packs. */
    protected abstract PackIndex index();

    protected static PackFacts facts(SealedPack pack) {
        return PackFacts.of(pack.key(), pack.body().length(), pack.table());
    }

    protected static PackFacts packAt(Instant opened, Sent... frames) {
        return facts(FramePacks.pack(opened, List.of(frames)));
    }

    protected static PackFacts packAtNoon(String camera) {
        return packAt(NOON, FramePacks.frame(camera, START, 1));
    }

    private static List<PackKey> keys(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::pack).toList();
    }

    @Test
    void aPackIsFoundByTheTimesOfItsFrames() {
        PackIndex index = index();
        PackFacts pack =
                packAt(NOON, FramePacks.frame("a", START, 1), FramePacks.frame("a", START + FramePacks.SECOND / 2, 2));

        Await.on(index.add(pack));

        assertThat(keys(index.find("a", START, START))).containsExactly(pack.key());
        assertThat(keys(index.find("a", START + 1, START + HOUR))).containsExactly(pack.key());
        assertThat(index.find("a", START - HOUR, START - 1)).isEmpty();
        assertThat(index.find("a", START + FramePacks.SECOND / 2 + 1, Long.MAX_VALUE))
                .isEmpty();
        assertThat(index.find("b", START, START)).isEmpty();
        assertThat(index.find("a", START, START - 1)).isEmpty();
        assertThat(index.has(pack.key())).isTrue();
        assertThat(index.find("a", START, START).getFirst().bytes()).isEqualTo(pack.bytes());
    }

    @Test
    void aFrameThatIsDaysLateIsFoundByItsOwnTimeAndNotInBetween() {
        PackIndex index = index();
        long late = START - 3 * 24 * HOUR;
        PackFacts pack = packAt(
                NOON,
                FramePacks.frame("a", START, 1),
                FramePacks.frame("b", START, 1),
                FramePacks.frame("a", late, START, 2));

        Await.on(index.add(pack));

        assertThat(keys(index.find("a", late, late))).containsExactly(pack.key());
        assertThat(index.find("b", late, late)).isEmpty();
        assertThat(index.find("a", late + 1, START - 1)).isEmpty();
        assertThat(index.find("a", 0, Long.MAX_VALUE)).hasSize(2);
    }

    @Test
    void whatIsAddedTwiceIsThereOnce() {
        PackIndex index = index();
        PackFacts pack = packAtNoon("a");

        Await.on(index.add(pack));
        index.found(List.of(pack));

        assertThat(index.find("a", START, START)).hasSize(1);
        assertThat(index.cameras())
                .singleElement()
                .extracting(CameraTotals::frames)
                .isEqualTo(1L);
    }

    @Test
    void packsComeInThePlaceOfOthers() {
        PackIndex index = index();
        PackFacts one = packAtNoon("a");
        PackFacts two = packAtNoon("a");
        PackFacts late = packAt(NOON, FramePacks.frame("a", START - 5 * HOUR, START, 2));
        PackFacts joined = packAt(
                NOON,
                FramePacks.frame("a", START, 1),
                FramePacks.frame("a", START, 2),
                FramePacks.frame("a", START - 5 * HOUR, START, 3));
        index.found(List.of(one, two, late));

        Await.on(index.replace(List.of(one.key(), two.key(), late.key()), List.of(joined)));

        assertThat(keys(index.find("a", 0, Long.MAX_VALUE))).containsExactly(joined.key(), joined.key());
        assertThat(index.arrived(minute(NOON), minute(NOON) + 1)).containsExactly(joined.key());
        assertThat(index.cameras())
                .containsExactly(new CameraTotals("a", 1, 3, bytes(joined), START - 5 * HOUR, START));
    }

    @Test
    void packsOfWhichTheOldAreNotKnownComeAllTheSame() {
        PackIndex index = index();
        PackFacts joined = packAtNoon("a");

        Await.on(index.replace(List.of(packAtNoon("a").key(), packAtNoon("b").key()), List.of(joined)));

        assertThat(keys(index.find("a", START, START))).containsExactly(joined.key());
        assertThat(index.arrived(minute(NOON), minute(NOON) + 1)).containsExactly(joined.key());
        assertThat(index.find("b", 0, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void whatIsReplacedTwiceOrWasFoundBeforeIsThereOnce() {
        PackIndex index = index();
        PackFacts old = packAtNoon("a");
        PackFacts joined = packAtNoon("a");
        index.found(List.of(old, joined));

        Await.on(index.replace(List.of(old.key()), List.of(joined)));
        long weight = index.weight();
        Await.on(index.replace(List.of(old.key()), List.of(joined)));

        assertThat(keys(index.find("a", START, START))).containsExactly(joined.key());
        assertThat(index.cameras()).containsExactly(new CameraTotals("a", 1, 1, bytes(joined), START, START));
        assertThat(index.weight()).isEqualTo(weight);
    }

    @Test
    void aPackBecomesSeveralWithOtherCamerasAndItsNeighboursStay() {
        PackIndex index = index();
        Instant next = NOON.plusSeconds(60);
        PackFacts old = packAt(NOON, FramePacks.frame("a", START, 1), FramePacks.frame("gone", START, 1));
        PackFacts beside = packAtNoon("b");
        PackFacts after = packAt(next, FramePacks.frame("a", START + HOUR, 2));
        index.found(List.of(old, beside, after));
        PackFacts one = packAtNoon("a");
        PackFacts two = packAt(NOON, FramePacks.frame("new", START + 1, 1));

        Await.on(index.replace(List.of(old.key()), List.of(one, two)));

        assertThat(index.has(old.key())).isFalse();
        assertThat(index.arrived(minute(NOON), minute(NOON) + 1))
                .containsExactlyInAnyOrder(beside.key(), one.key(), two.key());
        assertThat(index.arrived(minute(next), minute(next) + 1)).containsExactly(after.key());
        assertThat(keys(index.find("a", 0, Long.MAX_VALUE))).containsExactly(one.key(), after.key());
        assertThat(index.cameras()).extracting(CameraTotals::camera).containsExactly("a", "b", "new");
    }

    @Test
    void whoReadsWhilePacksAreReplacedFindsTheOnesOrTheOthers() {
        PackIndex index = index();
        PackFacts[] packs = {packAtNoon("a"), packAtNoon("a")};
        index.found(List.of(packs[0]));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> wrong = CompletableFuture.supplyAsync(() -> {
            long others = 0;
            while (!over.get()) {
                others += index.find("a", START, START).size() == 1 ? 0 : 1;
            }
            return others;
        });

        for (int turn = 0; turn < 1000; turn++) {
            Await.on(index.replace(List.of(packs[turn % 2].key()), List.of(packs[(turn + 1) % 2])));
        }
        over.set(true);

        assertThat(Await.on(Uni.createFrom().completionStage(wrong))).isZero();
    }

    @Test
    void aPackThatIsTakenOutIsForgottenAndMayComeBack() {
        PackIndex index = index();
        PackFacts one = packAtNoon("a");
        PackFacts two = packAtNoon("a");
        index.found(List.of(one, two));

        Await.on(index.replace(List.of(one.key()), List.of()));
        assertThat(keys(index.find("a", START, START))).containsExactly(two.key());
        Await.on(index.replace(List.of(one.key(), two.key()), List.of()));
        assertThat(index.find("a", 0, Long.MAX_VALUE)).isEmpty();
        assertThat(index.cameras()).isEmpty();
        assertThat(index.weight()).isZero();

        index.found(List.of(one));
        assertThat(keys(index.find("a", START, START))).containsExactly(one.key());
    }

    @Test
    void whatIsForgottenMakesRoom() {
        PackIndex index = index();
        PackFacts early = packAt(NOON.minusSeconds(7200), FramePacks.frame("a", START, 1));
        PackFacts now = packAtNoon("a");
        index.found(List.of(early, now));
        long both = index.weight();

        index.forget(minute(NOON) - 120, minute(NOON) - 60);

        assertThat(index.has(early.key())).isFalse();
        assertThat(keys(index.find("a", START, START))).containsExactly(now.key());
        assertThat(index.weight()).isLessThan(both);
    }

    @Test
    void camerasAreToldByName() {
        PackIndex index = index();
        index.found(List.of(
                packAt(NOON, FramePacks.frame("b", START, 1), FramePacks.frame("a", START + 1, 1)),
                packAt(NOON.plusSeconds(60), FramePacks.frame("b", START + HOUR, 2))));

        assertThat(index.cameras()).extracting(CameraTotals::camera).containsExactly("a", "b");
        CameraTotals b = index.cameras().getLast();
        assertThat(List.of(b.packs(), b.frames(), b.first(), b.last())).containsExactly(2L, 2L, START, START + HOUR);
    }

    @Test
    void itFindsWhatASearchOfAllWouldFind() {
        Random random = new Random(SEED);
        PackIndex index = index();
        Map<PackKey, List<Sent>> all = new HashMap<>();
        for (int step = 0; step < 300; step++) {
            if (random.nextInt(5) > 0 || all.isEmpty()) {
                List<Sent> sent = someFrames(random);
                SealedPack pack = FramePacks.pack(NOON.plusSeconds(random.nextInt(3600)), sent);
                all.put(pack.key(), sent);
                Await.on(index.add(facts(pack)));
            } else {
                PackKey some = List.copyOf(all.keySet()).get(random.nextInt(all.size()));
                all.remove(some);
                Await.on(index.replace(List.of(some), List.of()));
            }
        }
        for (int question = 0; question < 1000; question++) {
            String camera = "c" + random.nextInt(6);
            long from = START + random.nextLong(3 * HOUR) - HOUR;
            long to = from + random.nextLong(HOUR / 10);
            Set<PackKey> expected = new HashSet<>();
            all.forEach((key, sent) -> sent.stream()
                    .filter(frame -> frame.camera().equals(camera) && frame.time() >= from && frame.time() <= to)
                    .forEach(frame -> expected.add(key)));
            assertThat(keys(index.find(camera, from, to)))
                    .as("seed %d question %d", SEED, question)
                    .containsAll(expected);
            assertThat(index.find(camera, from, to))
                    .as("seed %d question %d", SEED, question)
                    .allMatch(found -> found.first() <= to && found.last() >= from)
                    .isSortedAccordingTo((one, other) -> Long.compare(one.first(), other.first()));
        }
    }

    private static List<Sent> someFrames(Random random) {
        List<Sent> sent = new ArrayList<>();
        long base = START + random.nextLong(HOUR);
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            long time = random.nextInt(10) == 0 ? START - random.nextLong(HOUR) : base + random.nextLong(HOUR / 600);
            sent.add(FramePacks.frame("c" + random.nextInt(5), time, i));
        }
        return sent;
    }

    private static long bytes(PackFacts pack) {
        return pack.cameras().values().stream().mapToLong(CameraShare::bytes).sum();
    }

    protected static int minute(Instant instant) {
        return (int) (instant.getEpochSecond() / 60);
    }
}
