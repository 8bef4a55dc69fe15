package io.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures two sides in turn, after a warm-up of both.
 *
 * @param swapping whether the sides take turns in being first, for rows in which the first one warms something for the other
 */
record Contest(String row, Unit unit, Side first, Side second, int rounds, boolean swapping) {
    Contest(String row, Unit unit, Side first, Side second, int rounds) {
        this(row, unit, first, second, rounds, false);
    }

    Contest swapped() {
        return new Contest(row, unit, first, second, rounds, true);
    }

    List<Round> run() {
        List<Round> all = new ArrayList<>();
        for (int number = 0; number <= rounds; number++) {
            Round round = round(number);
            tell(number, round);
            if (number > 0) {
                all.add(round);
            }
        }
        return all;
    }

    private Round round(int number) {
        if (swapping && number % 2 == 1) {
            Reading second = this.second.measure().apply(number);
            return new Round(first.measure().apply(number), second);
        }
        Reading first = this.first.measure().apply(number);
        return new Round(first, second.measure().apply(number));
    }

    private void tell(int number, Round round) {
        Progress.tell(String.format(
                Locale.ROOT,
                "%s %s: %s %.2f %s, %s %.2f %s",
                row,
                number == 0 ? "warm-up" : "round " + number,
                first.name(),
                round.first().value(),
                unit.label(),
                second.name(),
                round.second().value(),
                unit.label()));
    }
}
