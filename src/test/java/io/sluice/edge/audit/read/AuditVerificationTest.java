package io.sluice.edge.audit.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.base.time.Ids;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.ChainHead;
import io.sluice.edge.audit.trail.AuditTrail;
import io.sluice.feature.frames.FixedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever lays hands on a line is found out, and the line is named. */
class AuditVerificationTest extends AuditFixture {
    private static final int LINES = 40;

    private long first(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('-') + 1, key.indexOf(".ndjson")));
    }

    /** An object may have a single line. */
    private static String missing(long first, long last) {
        return "missing " + first + (first == last ? "" : "-" + last);
    }

    @Test
    void aTrailAsItWasWrittenIsFoundWhole() {
        writtenInPieces(LINES, null);

        assertThat(keys()).hasSizeGreaterThan(5);
        assertThat(findings(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLineThatWasChangedIsNamed(long seed) {
        writtenInPieces(LINES, null);
        Random random = new Random(seed);
        String key = keys().get(random.nextInt(keys().size()));
        List<String> lines = lines(key);
        int at = random.nextInt(lines.size());
        lines.set(at, lines.get(at).replace("alice", "admin"));

        rewrite(key, lines);

        assertThat(findings(null)).as("seed %d", seed).containsExactly("changed " + (first(key) + at));
    }

    @Test
    void theVeryLastLineIsNoException() {
        writtenInPieces(LINES, null);
        String key = keys().getLast();
        List<String> lines = lines(key);
        lines.set(lines.size() - 1, lines.getLast().replace("201", "403"));

        rewrite(key, lines);

        assertThat(findings(null)).containsExactly("changed " + LINES);
    }

    @Test
    void aLineThatWasTakenOutIsNamed() {
        writtenInPieces(LINES, null);
        String key = keys().get(2);
        List<String> lines = lines(key);
        lines.remove(1);

        rewrite(key, lines);

        assertThat(findings(null)).containsExactly("missing " + (first(key) + 1));
    }

    @Test
    void linesThatChangedPlacesAreNamed() {
        writtenInPieces(LINES, null);
        String key = keys().get(2);
        List<String> lines = lines(key);
        lines.add(0, lines.remove(1));

        rewrite(key, lines);

        assertThat(findings(null)).containsExactly("missing " + first(key), "moved " + first(key));
    }

    @Test
    void anObjectThatWasDeletedIsNamedByItsLines() {
        writtenInPieces(LINES, null);
        String key = keys().get(1);
        int lines = lines(key).size();

        delete(key);

        assertThat(findings(null)).containsExactly(missing(first(key), first(key) + lines - 1));
    }

    @Test
    void theBeginningOfAChainCannotBeCutOffEither() {
        writtenInPieces(LINES, null);
        int lines = lines(keys().getFirst()).size();

        delete(keys().getFirst());

        assertThat(findings(null)).containsExactly(missing(1, lines));
    }

    @Test
    void aLineOfOnesOwnMakingBetweenTwoIsNamed() {
        writtenInPieces(LINES, null);
        String key = keys().get(2);
        List<String> lines = lines(key);
        lines.add(1, "{\"chain\":\"x\",\"note\":\"nothing happened\"}");

        rewrite(key, lines);

        assertThat(findings(null)).contains("unreadable " + (first(key) + 1));
    }

    /** Whoever makes a line anew together with its hash breaks the next one. */
    @Test
    void aLineThatWasMadeAnewIsNamed() {
        writtenInPieces(LINES, null);
        List<String> forged = lines(keys().getFirst());
        AuditTrail other = trail(Map.of());
        written(other, 1);
        String text = lines(keys().stream()
                        .filter(key -> key.contains(other.chain()))
                        .findFirst()
                        .orElseThrow())
                .getFirst();
        String first = keys().getFirst();
        forged.set(0, text.replace(other.chain(), first.substring(first.lastIndexOf('/') + 1, first.lastIndexOf('-'))));

        rewrite(first, forged);

        assertThat(findings(null)).contains("replaced 1");
    }

    @Test
    void theEndOfAChainThatAnotherHasNotedCannotBeCutOff() {
        writtenInPieces(LINES, null);
        String last = keys().getLast();
        int lines = lines(last).size();
        witnessed();

        delete(last);

        assertThat(findings(null)).containsExactly(missing(LINES - lines + 1, LINES));
    }

    @Test
    void aWholeChainThatAnotherHasNotedCannotBeDeleted() {
        String chain = writtenInPieces(LINES, null);
        witnessed();

        keys().stream().filter(key -> key.contains(chain)).forEach(this::delete);

        assertThat(findings(null)).containsExactly("missing 1-" + LINES);
    }

    /** Its lines may have been let go of, as a rule of the bucket says. */
    @Test
    void aChainOfATimeBeforeIsNotMissed() {
        String chain = writtenInPieces(LINES, null);
        Instant after = TIME.now().plusMillis(1);
        witnessed();

        keys().stream().filter(key -> key.contains(chain)).forEach(this::delete);

        assertThat(findings(after, TIME.now())).isEmpty();
    }

    private static String chainBegun(Instant time) {
        return new Ids(new FixedTime(time), new Random(1)).next();
    }

    private static AuditEvent noted(Instant when, String chain, long seq) {
        return AuditEvent.witness(when, List.of(new ChainHead(chain, seq, "0".repeat(64))));
    }

    private List<String> findingsOf(AuditEvent... notes) {
        AuditTrail witness = trail(Map.of());
        List.of(notes).forEach(witness::add);
        written(witness, 0);
        return findings(TIME.now().minus(Duration.ofHours(2)), TIME.now());
    }

    @Test
    void ofAChainThatBeganBeforeTheLinesBetweenTwoNotesAreMissed() {
        String chain = chainBegun(TIME.now().minus(Duration.ofDays(1)));

        assertThat(findingsOf(
                        noted(TIME.now().minus(Duration.ofMinutes(50)), chain, 10),
                        noted(TIME.now().minus(Duration.ofMinutes(10)), chain, 40)))
                .containsExactly("missing 11-40");
    }

    @Test
    void whatMayHaveComeBeforeTheTimeIsNotMissed() {
        String chain = chainBegun(TIME.now().minus(Duration.ofDays(1)));

        assertThat(findingsOf(
                        noted(TIME.now().minus(Duration.ofMinutes(100)), chain, 10),
                        noted(TIME.now().minus(Duration.ofMinutes(10)), chain, 40)))
                .isEmpty();
    }

    @Test
    void whatIsNotedAfterTheTimeSaysNothingOfIt() {
        String chain = chainBegun(TIME.now().minus(Duration.ofHours(1)));

        assertThat(findingsOf(noted(TIME.now().plus(Duration.ofMinutes(1)), chain, 10)))
                .isEmpty();
        assertThat(findingsOf(noted(TIME.now(), chain, 10))).containsExactly("missing 1-10");
    }

    @Test
    void aWholeChainThatWasMadeAnewIsNamedByAnotherThatHasNotedIt() {
        String chain = writtenInPieces(LINES, null);
        witnessed();
        List<String> honest = keys().stream().filter(key -> key.contains(chain)).toList();
        String lookAlike = writtenInPieces(LINES, null);
        List<String> forged =
                keys().stream().filter(key -> key.contains(lookAlike)).toList();

        new ChainForger(this).putInPlace(forged, honest, lookAlike, chain);

        assertThat(findings(null)).containsExactly("replaced " + LINES);
    }

    @Test
    void withASecretNobodyElseMakesALineThatIsTaken() {
        String chain = writtenInPieces(LINES, "hush");
        List<String> honest = keys().stream().filter(key -> key.contains(chain)).toList();
        assertThat(findings("hush")).isEmpty();
        String lookAlike = writtenInPieces(LINES, null);
        List<String> forged =
                keys().stream().filter(key -> key.contains(lookAlike)).toList();

        new ChainForger(this).putInPlace(forged, honest, lookAlike, chain);

        assertThat(findings("hush")).hasSize(LINES).allMatch(finding -> finding.startsWith("changed "));
    }

    /** Another chain begins, notes what it sees, and ends. */
    private void witnessed() {
        AuditTrail other = trail(Map.of());
        AuditWitness witness = new AuditWitness(other, reader(null), TIME, timers, Duration.ofHours(1));
        int before = keys().size();
        witness.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> keys().size() == before + 1);
        witness.stop();
    }
}
