package io.sluice.feature.frames.pack;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which prefixes of keys to list for a range of time. */
public final class PackPrefixes {
    private PackPrefixes() {}

    /** A length of time that has a prefix of its own. The widest first. */
    private enum Span {
        YEAR(ChronoUnit.YEARS, "uuuu/"),
        MONTH(ChronoUnit.MONTHS, "uuuu/MM/"),
        DAY(ChronoUnit.DAYS, "uuuu/MM/dd/"),
        HOUR(ChronoUnit.HOURS, "uuuu/MM/dd/HH/"),
        MINUTE(ChronoUnit.MINUTES, "uuuu/MM/dd/HH/mm/");

        private final ChronoUnit unit;
        private final DateTimeFormatter format;

        Span(ChronoUnit unit, String pattern) {
            this.unit = unit;
            this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        }

        LocalDateTime next(LocalDateTime at) {
            return at.plus(1, unit);
        }

        /** Whether one begins at {@code at}, which is a whole minute. */
        boolean beginsAt(LocalDateTime at) {
            return switch (this) {
                case YEAR -> at.getDayOfYear() == 1 && DAY.beginsAt(at);
                case MONTH -> at.getDayOfMonth() == 1 && DAY.beginsAt(at);
                case DAY -> at.getHour() == 0 && HOUR.beginsAt(at);
                case HOUR -> at.getMinute() == 0;
                case MINUTE -> true;
            };
        }

        /** The widest one that begins at {@code at} and does not go beyond {@code end}. */
        static Span widest(LocalDateTime at, LocalDateTime end) {
            for (Span span : values()) {
                if (span.beginsAt(at) && !span.next(at).isAfter(end)) {
                    return span;
                }
            }
            return MINUTE;
        }
    }

    /**
     * The prefixes of all packs whose minute has a part in a range, in the order of time and of keys. Whole years, months,
     * days and hours are one prefix each. No two of them have a key in common.
     *
     * @param from the first instant
     * @param to the instant after the last
     * @return none when {@code from} is not before {@code to}
     */
    public static List<String> covering(Instant from, Instant to) {
        List<String> prefixes = new ArrayList<>();
        if (!from.isBefore(to)) {
            return prefixes;
        }
        LocalDateTime at = within(from).truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime end = wholeMinutes(within(to));
        while (at.isBefore(end)) {
            Span span = Span.widest(at, end);
            prefixes.add(PackKey.ROOT + at.format(span.format));
            at = span.next(at);
        }
        return prefixes;
    }

    private static LocalDateTime wholeMinutes(LocalDateTime end) {
        LocalDateTime begun = end.truncatedTo(ChronoUnit.MINUTES);
        return begun.equals(end) ? end : begun.plusMinutes(1);
    }

    private static LocalDateTime within(Instant time) {
        Instant notEarly = time.isBefore(PackKey.FIRST) ? PackKey.FIRST : time;
        return PackKey.utc(notEarly.isAfter(PackKey.END) ? PackKey.END : notEarly);
    }
}
