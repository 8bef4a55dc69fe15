package io.sluice.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One line of the table. */
sealed interface Line {
    String row();

    /** The cells after the row's name; see {@link Table}. */
    List<String> cells();

    /** Two sides, measured in turn. */
    record Compared(String row, String what, Contest contest, List<Round> rounds, Goal goal) implements Line {
        public Compared {
            rounds = List.copyOf(rounds);
        }

        static Compared of(Contest contest, String what, Goal goal) {
            return new Compared(contest.row(), what, contest, contest.run(), goal);
        }

        @Override
        public List<String> cells() {
            List<Double> ratios = rounds.stream().map(Round::ratio).toList();
            double median = Figures.median(ratios);
            double least = ratios.stream().min(Double::compare).orElseThrow();
            double most = ratios.stream().max(Double::compare).orElseThrow();
            return List.of(
                    what,
                    side(contest.first(), Round::first),
                    side(contest.second(), Round::second),
                    String.format(Locale.ROOT, "**%.2f** (%.2f to %.2f)", median, least, most),
                    cpu(Round::first),
                    cpu(Round::second),
                    goal.toString(),
                    goal.judged(median));
        }

        private String side(Side side, Function<Round, Reading> reading) {
            double median = Figures.median(
                    rounds.stream().map(reading).map(Reading::value).toList());
            return side.name() + ": " + Figures.of(median) + " "
                    + contest.unit().label();
        }

        private String cpu(Function<Round, Reading> side) {
            return Line.cpu(rounds.stream().map(side).toList(), contest.unit());
        }
    }

    /** One side alone, measured again and again, whose median is compared with a bound. */
    record Repeated(String row, String what, Unit unit, List<Reading> readings, Goal goal) implements Line {
        public Repeated {
            readings = List.copyOf(readings);
        }

        @Override
        public List<String> cells() {
            List<Double> values = readings.stream().map(Reading::value).sorted().toList();
            double median = Figures.median(values);
            String told = "Sluice: %s %s (%s to %s)"
                    .formatted(
                            Figures.of(median),
                            unit.label(),
                            Figures.of(values.getFirst()),
                            Figures.of(values.getLast()));
            return List.of(what, told, "", "", cpu(readings, unit), "", goal.toString(), goal.judged(median));
        }
    }

    private static String cpu(List<Reading> readings, Unit unit) {
        String each = readings.getFirst().cpu().keySet().stream()
                .map(name -> name + " " + Figures.of(cpuPerUnit(readings, name)))
                .collect(Collectors.joining(", "));
        return each.isEmpty() ? "" : each + " " + unit.cpuLabel();
    }

    /** Over all rounds together, since the system counts processor time in steps of 10 ms. */
    private static double cpuPerUnit(List<Reading> readings, String process) {
        double seconds = readings.stream()
                .mapToDouble(one -> one.cpuOf(process) * one.work().amount())
                .sum();
        return seconds
                / readings.stream().mapToDouble(one -> one.work().amount()).sum();
    }

    /** A figure that is compared with its bound alone. */
    record Bounded(String row, String what, String told, double value, Goal goal) implements Line {
        @Override
        public List<String> cells() {
            return List.of(what, told, "", "", "", "", goal.toString(), goal.judged(value));
        }
    }

    /** @param failed whether something went wrong, rather than that a condition was not given */
    record NotMeasured(String row, String reason, boolean failed) implements Line {
        @Override
        public List<String> cells() {
            return List.of("not measured: " + reason.replaceAll("\\s+", " "), "", "", "", "", "", "", "");
        }
    }
}
