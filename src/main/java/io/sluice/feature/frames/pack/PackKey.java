package io.sluice.feature.frames.pack;

import io.sluice.base.time.Ids;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key of a pack: {@code packs/{yyyy}/{MM}/{dd}/{HH}/{mm}/{node}-{ulid}.mcap}, in UTC. The minute is that in which the pack was
 * opened, by the clock of its node, so its frames arrived in that minute or, as long as a pack stays open, soon after it.
 *
 * @param minute the beginning of the minute, from 1970 to 9999
 * @param node who wrote it: 1 to 128 letters, digits, dots, dashes and underscores, a letter or digit first
 * @param id a ULID
 */
public record PackKey(Instant minute, String node, String id) {
    /** The bucket of all packs. */
    public static final BucketName BUCKET = new BucketName("frames");

    /** What the keys of all packs begin with. */
    public static final String ROOT = "packs/";

    /** The first minute that a key can have, and the one after the last. */
    static final Instant FIRST = Instant.EPOCH;

    static final Instant END = LocalDateTime.of(10_000, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);

    private static final String SUFFIX = ".mcap";
    private static final String NODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
    private static final String ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}";
    private static final Pattern NODES = Pattern.compile(NODE);
    private static final Pattern ULIDS = Pattern.compile(ULID);
    private static final Pattern KEYS = Pattern.compile(
            Pattern.quote(ROOT) + "([0-9]{4}(?:/[0-9]{2}){4})/(" + NODE + ")-(" + ULID + ")" + Pattern.quote(SUFFIX));
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/HH/mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** @throws IllegalArgumentException when one of them is not of its form */
    public PackKey {
        boolean inRange = !minute.isBefore(FIRST) && minute.isBefore(END);
        if (!inRange || !minute.equals(minute.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("no minute of a pack: " + minute);
        }
        if (!NODES.matcher(node).matches() || !ULIDS.matcher(id).matches()) {
            throw new IllegalArgumentException("no name of a pack: " + node + "-" + id);
        }
    }

    /**
     * A new key.
     *
     * @param opened when the pack was opened
     */
    public static PackKey create(Instant opened, String node, Ids ids) {
        return new PackKey(opened.truncatedTo(ChronoUnit.MINUTES), node, ids.next());
    }

    /** Null when {@code key} is not that of a pack. */
    public static @Nullable PackKey parseOrNull(String key) {
        Matcher matcher = KEYS.matcher(key);
        if (!matcher.matches()) {
            return null;
        }
        try {
            Instant minute = LocalDateTime.parse(matcher.group(1), MINUTE).toInstant(ZoneOffset.UTC);
            return minute.isBefore(FIRST) ? null : new PackKey(minute, matcher.group(2), matcher.group(3));
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    /** What the keys of all packs of this minute begin with, a slash last. */
    public String prefix() {
        return ROOT + utc(minute).format(MINUTE) + "/";
    }

    public ObjectKey objectKey() {
        return new ObjectKey(toString());
    }

    /** Where the pack is. */
    public ObjectRef object() {
        return new ObjectRef(BUCKET, objectKey());
    }

    @Override
    public String toString() {
        return prefix() + node + "-" + id + SUFFIX;
    }

    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
