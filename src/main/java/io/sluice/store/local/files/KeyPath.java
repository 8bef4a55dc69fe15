package io.sluice.store.local.files;

import io.sluice.store.ObjectKey;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a key lies in the folder of its bucket. Each segment is a folder and the last one a file; names are ASCII.
 *
 * <p>Small letters, digits, dot, dash, underscore and space stand for themselves, every other byte of UTF-8 is {@code %XX}:
 * capitals too, since many laptops' file systems do not tell them from small letters. A file
 * is marked by {@code @} at its end, so that the object {@code a} and the folder {@code a} can be neighbours. A segment whose
 * encoding has {@link #CUT} characters or more goes on in a folder marked by {@code ~}: all segments with the same beginning
 * do, so a folder of the file system still covers one unbroken stretch of the listing. Neither mark occurs in an encoding.
 */
public final class KeyPath {
    /** File systems allow 255 bytes a name; a cut name has at most two more than this, and its mark. */
    static final int CUT = 178;

    private static final char FILE = '@';
    private static final char MORE = '~';

    /** The name of a folder for what is left of a segment that ends at its cut. */
    private static final String NOTHING = "%";

    private KeyPath() {}

    /** What a name in a folder stands for. */
    public enum Kind {
        OBJECT,
        FOLDER,
        MORE_OF_A_SEGMENT
    }

    /**
     * A decoded name.
     *
     * @param label what it adds to the keys below it, in {@link Raw} form; that of a folder ends with a slash
     */
    public record Name(Kind kind, String label) {}

    /** The file of an object. */
    public static Path file(Path bucket, ObjectKey key) {
        int last = key.value().lastIndexOf('/') + 1;
        Path folder = folder(bucket, key.value().substring(0, last));
        return inside(bucket, segment(folder, key.value().substring(last), true));
    }

    /** The folder of all keys that begin with {@code prefix}, which is empty or ends with a slash. */
    public static Path folder(Path bucket, String prefix) {
        Path at = bucket;
        int from = 0;
        for (int slash = prefix.indexOf('/'); slash >= 0; slash = prefix.indexOf('/', from)) {
            at = segment(at, prefix.substring(from, slash), false);
            from = slash + 1;
        }
        return inside(bucket, at);
    }

    /** What the name of a file or folder stands for; null when it is none of ours. */
    public static @Nullable Name parse(String name) {
        char mark = name.isEmpty() ? 0 : name.charAt(name.length() - 1);
        if (mark == FILE || mark == MORE) {
            String label = decode(name.substring(0, name.length() - 1));
            return label == null ? null : new Name(mark == FILE ? Kind.OBJECT : Kind.MORE_OF_A_SEGMENT, label);
        }
        String label = name.equals(NOTHING) ? "" : decode(name);
        return label == null ? null : new Name(Kind.FOLDER, label + "/");
    }

    private static Path segment(Path folder, String segment, boolean file) {
        Path at = folder;
        StringBuilder name = new StringBuilder();
        String raw = Raw.of(segment);
        for (int i = 0; i < raw.length(); i++) {
            encode(raw.charAt(i), name);
            if (name.length() >= CUT) {
                at = at.resolve(name.append(MORE).toString());
                name.setLength(0);
            }
        }
        return at.resolve(file ? name.append(FILE).toString() : folderName(name.toString()));
    }

    private static String folderName(String encoded) {
        return switch (encoded) {
            case "" -> NOTHING;
            case ".", ".." -> encoded.replace(".", "%2E");
            default -> encoded;
        };
    }

    private static void encode(char octet, StringBuilder name) {
        if (literal(octet)) {
            name.append(octet);
        } else {
            name.append('%').append(digit(octet >> 4)).append(digit(octet & 15));
        }
    }

    private static boolean literal(char octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || " ._-".indexOf(octet) >= 0;
    }

    private static char digit(int value) {
        return Character.toUpperCase(Character.forDigit(value, 16));
    }

    private static @Nullable String decode(String name) {
        StringBuilder raw = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char next = name.charAt(i);
            if (literal(next)) {
                raw.append(next);
                continue;
            }
            int octet = next == '%' ? octet(name, i + 1) : -1;
            if (octet < 0) {
                return null;
            }
            raw.append((char) octet);
            i += 2;
        }
        return raw.toString();
    }

    /** Two digits of base 16; -1 when there are none. */
    private static int octet(String name, int from) {
        if (from + 2 > name.length()) {
            return -1;
        }
        int high = Character.digit(name.charAt(from), 16);
        int low = Character.digit(name.charAt(from + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** The encoding cannot leave the bucket's folder; this holds it to that. */
    private static Path inside(Path bucket, Path path) {
        if (!path.normalize().startsWith(bucket)) {
            throw new IllegalStateException("a key led out of the folder of its bucket");
        }
        return path;
    }
}
