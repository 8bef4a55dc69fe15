package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestTest {
    private final List<String> measured = new ArrayList<>();

    @Test
    void sidesAreMeasuredInTurnAfterAWarmUpOfBoth() {
        List<Round> rounds = contest(2).run();

        assertThat(measured).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
        assertThat(rounds).hasSize(2);
    }

    @Test
    void sidesThatSwapAreStillFirstAndSecondInTheirRounds() {
        List<Round> rounds = contest(2).swapped().run();

        assertThat(measured).containsExactly("a0", "b0", "b1", "a1", "a2", "b2");
        assertThat(rounds).extracting(Round::ratio).containsExactly(2.0, 2.0);
    }

    @Test
    void aLineTellsTheMedianOfTheRatiosAndProcessorTimeForTheWorkOfAllRounds() {
        Contest contest = contest(3);
        List<Round> rounds = List.of(round(100, 50), round(100, 100), round(100, 25));

        Line.Compared line = new Line.Compared("row", "what", contest, rounds, Goal.atLeast(2));

        assertThat(line.cells())
                .containsExactly(
                        "what",
                        "a: 100 requests/s",
                        "b: 50.0 requests/s",
                        "**2.00** (1.00 to 4.00)",
                        "server 0.50 s/1000 requests",
                        "server 0.50 s/1000 requests",
                        "≥ 2x",
                        "yes");
    }

    @Test
    void aSideAloneTellsItsMedianBetweenTheLeastAndTheMost() {
        List<Reading> readings = List.of(reading(300), reading(100), reading(600));

        Line line = new Line.Repeated("row", "what", Unit.FRAME_LATENCY, readings, Goal.atMostMillis(500));

        assertThat(line.cells())
                .containsExactly(
                        "what",
                        "Sluice: 300 ms (100 to 600)",
                        "",
                        "",
                        "server 0.50 s/1000 frames",
                        "",
                        "≤ 500 ms",
                        "yes");
    }

    @Test
    void aGoalIsWrittenAsItIs() {
        assertThat(Goal.atMost(0.25)).hasToString("≤ 0.25x");
        assertThat(Goal.atLeast(0.9)).hasToString("≥ 0.9x");
        assertThat(Goal.atLeast(15)).hasToString("≥ 15x");
    }

    private static Round round(double first, double second) {
        return new Round(reading(first), reading(second));
    }

    private static Reading reading(double value) {
        return new Reading(new Work(value, 4), Map.of("server", Duration.ofSeconds(2)));
    }

    private Contest contest(int rounds) {
        return new Contest("row", Unit.REQUESTS, side("a", 10), side("b", 5), rounds);
    }

    private Side side(String name, double value) {
        return new Side(name, round -> {
            measured.add(name + round);
            return reading(value);
        });
    }
}
