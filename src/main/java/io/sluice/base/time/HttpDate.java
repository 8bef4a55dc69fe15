package io.sluice.base.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Dates in the one form that HTTP sends, {@code Sun, 06 Nov 1994 08:49:37 GMT} (RFC 9110, section 5.6.7), of years of four
 * digits. A formatter would cost as much as the rest of a small answer.
 */
public final class HttpDate {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int LENGTH = 29;

    private HttpDate() {}

    /** Null of what is no date. */
    public static @Nullable Instant parse(String value) {
        try {
            Instant usual = usual(value);
            return usual == null ? Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)) : usual;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    public static String format(Instant instant) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder date = new StringBuilder(LENGTH).append(day(at));
        twoDigits(date.append(", "), at.getDayOfMonth());
        date.append(' ').append(MONTHS[at.getMonthValue() - 1]).append(' ').append(at.getYear());
        twoDigits(date.append(' '), at.getHour());
        twoDigits(date.append(':'), at.getMinute());
        twoDigits(date.append(':'), at.getSecond());
        return date.append(" GMT").toString();
    }

    /** Null of what only looks different, or is wrong. */
    private static @Nullable Instant usual(String value) {
        if (value.length() != LENGTH || !value.endsWith(" GMT") || !value.startsWith(", ", 3)) {
            return null;
        }
        int month = month(value);
        int day = number(value, 5, 2);
        int year = number(value, 12, 4);
        int hour = number(value, 17, 2);
        int minute = number(value, 20, 2);
        int second = number(value, 23, 2);
        boolean separated = value.charAt(7) == ' ' && value.charAt(11) == ' ' && value.charAt(16) == ' ';
        if (!separated || value.charAt(19) != ':' || value.charAt(22) != ':' || Math.min(year, month) < 0) {
            return null;
        }
        LocalDateTime at = LocalDateTime.of(year, month, day, hour, minute, second);
        return value.startsWith(day(at)) ? at.toInstant(ZoneOffset.UTC) : null;
    }

    private static String day(LocalDateTime at) {
        return DAYS[at.getDayOfWeek().getValue() - 1];
    }

    private static int month(String value) {
        for (int month = 0; month < MONTHS.length; month++) {
            if (value.startsWith(MONTHS[month], 8)) {
                return month + 1;
            }
        }
        return -1;
    }

    /** Negative where there is another character than a digit. */
    private static int number(String value, int from, int digits) {
        int number = 0;
        for (int at = from; at < from + digits; at++) {
            char digit = value.charAt(at);
            if (digit < '0' || digit > '9') {
                return Integer.MIN_VALUE;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    private static void twoDigits(StringBuilder text, int value) {
        text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
