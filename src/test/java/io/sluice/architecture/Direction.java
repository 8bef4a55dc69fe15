package io.sluice.architecture;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the list of allowed directions.
 *
 * @param from the packages it speaks of
 * @param targets the packages they may use
 * @param values the packages of which they may use the values, not the ports
 */
public record Direction(String from, List<String> targets, List<String> values) {
    private static final String VARIABLE = "{x}";
    private static final String SUBTREE = "..";

    public static Direction allow(String packages) {
        return new Direction(packages, List.of(), List.of());
    }

    public Direction toUse(String... packages) {
        return new Direction(from, List.of(packages), values);
    }

    public Direction andValuesOf(String... packages) {
        return new Direction(from, targets, List.of(packages));
    }

    /** This line with its variable filled in, when it speaks of {@code packageName}. */
    Optional<Direction> about(String packageName) {
        Matcher matcher = Pattern.compile(regex(from)).matcher(packageName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = from.contains(VARIABLE) ? matcher.group("x") : VARIABLE;
        return Optional.of(new Direction(packageName, filled(targets, name), filled(values, name)));
    }

    boolean allows(String packageName) {
        return from.equals(packageName) || anyFits(targets, packageName);
    }

    boolean allowsValuesOf(String packageName) {
        return anyFits(values, packageName);
    }

    private static boolean anyFits(List<String> patterns, String packageName) {
        return patterns.stream().anyMatch(pattern -> packageName.matches(regex(pattern)));
    }

    private static List<String> filled(List<String> patterns, String name) {
        return patterns.stream().map(pattern -> pattern.replace(VARIABLE, name)).toList();
    }

    private static String regex(String pattern) {
        if (pattern.equals(SUBTREE)) {
            return ".*";
        }
        boolean subtree = pattern.endsWith(SUBTREE);
        String stem = subtree ? pattern.substring(0, pattern.length() - SUBTREE.length()) : pattern;
        String exact = stem.replace(".", "\\.").replace(VARIABLE, "(?<x>[^.]+)");
        return subtree ? exact + "(\\..*)?" : exact;
    }
}
