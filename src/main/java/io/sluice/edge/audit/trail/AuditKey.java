package io.sluice.edge.audit.trail;

import io.sluice.store.BucketName;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where lines are: {@code lines/{yyyy}/{MM}/{dd}/{HH}/{chain}-{seq}.ndjson}, by the hour in which the first of them came. In the order
 * of keys, those of a chain and an hour follow each other.
 *
 * @param hour in which its first line came
 * @param first the number of its first line
 */
public record AuditKey(Instant hour, String chain, long first) {
    /** What all keys begin with. */
    public static final String ROOT = "lines/";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH");
    private static final Pattern FORM =
            Pattern.compile(ROOT + "(\\d{4}/\\d{2}/\\d{2}/\\d{2})/([0-9A-Z]{26})-(\\d{12})\\.ndjson");

    public static AuditKey of(Instant begun, String chain, long first) {
        return new AuditKey(begun.truncatedTo(ChronoUnit.HOURS), chain, first);
    }

    /** What all keys of an hour begin with. */
    public static String prefix(Instant hour) {
        return ROOT + HOUR.format(hour.atOffset(ZoneOffset.UTC)) + "/";
    }

    /** What all keys of a day begin with, whose hours follow each other. */
    public static String prefixOfDay(Instant day) {
        return ROOT + DAY.format(day.atOffset(ZoneOffset.UTC)) + "/";
    }

    /** Empty when it is no such key. */
    public static Optional<AuditKey> parse(String key) {
        Matcher form = FORM.matcher(key);
        if (!form.matches()) {
            return Optional.empty();
        }
        Instant hour = LocalDateTime.parse(form.group(1) + "/00", DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/mm"))
                .toInstant(ZoneOffset.UTC);
        return Optional.of(new AuditKey(hour, form.group(2), Long.parseLong(form.group(3))));
    }

    public ObjectRef in(BucketName bucket) {
        return new ObjectRef(bucket, new ObjectKey(toString()));
    }

    @Override
    public String toString() {
        return prefix(hour) + chain + "-" + "%012d".formatted(first) + ".ndjson";
    }
}
