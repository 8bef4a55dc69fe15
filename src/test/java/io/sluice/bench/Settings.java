package io.sluice.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was asked for by the environment; scripts/bench.sh says how.
 *
 * @param rows names of rows; empty for all
 * @param jvm more options for Sluice's JVM
 * @param sluice more environment for Sluice
 */
record Settings(List<String> rows, int rounds, boolean quick, List<String> jvm, Map<String, String> sluice) {
    private static final List<String> NOT_SLUICES = List.of("SLUICE_JVM", "SLUICE_TOOLS", "SLUICE_JAVA_OPTS");

    static Settings of(Map<String, String> environment) {
        boolean quick = !environment.getOrDefault("QUICK", "").isBlank();
        String rounds = environment.getOrDefault("ROUNDS", "");
        return new Settings(
                words(environment.getOrDefault("ROW", "")),
                rounds.isBlank() ? (quick ? 2 : 5) : Integer.parseInt(rounds),
                quick,
                words(environment.getOrDefault("SLUICE_JVM", "")),
                environment.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("SLUICE_") && !NOT_SLUICES.contains(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static List<String> words(String text) {
        return Pattern.compile("[,\\s]+")
                .splitAsStream(text)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    long pick(long full, long brief) {
        return quick ? brief : full;
    }

    /** Seconds of one measurement. */
    int seconds() {
        return (int) pick(8, 1);
    }

    /** Seconds of one measurement of frames, of which each second is some hundred megabytes. */
    int frameSeconds() {
        return (int) pick(5, 2);
    }

    boolean wants(String row) {
        return rows.isEmpty() || rows.contains(row);
    }

    /** Whether figures are what the documentation may hold. */
    boolean complete() {
        return rows.isEmpty() && !quick && rounds >= 5 && jvm.isEmpty() && sluice.isEmpty();
    }

    @Override
    public String toString() {
        return "rounds: %d%s%s%s"
                .formatted(
                        rounds,
                        quick ? "; small and short, so the figures mean nothing" : "",
                        jvm.isEmpty() ? "" : "; Sluice's JVM with " + String.join(" ", jvm),
                        sluice.isEmpty() ? "" : "; Sluice with " + new TreeMap<>(sluice));
    }
}
