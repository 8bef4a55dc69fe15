package io.sluice.feature.frames.wire;

import io.sluice.feature.frames.FrameHead;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The head of a part: its fields by name. Of a field that comes twice the first counts. */
final class PartHead implements FrameHead.Fields {
    /** For {@link #length}: none is declared. */
    static final long NO_LENGTH = -1;

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final Map<String, String> fields = new HashMap<>();

    void clear() {
        fields.clear();
    }

    /** Takes one line; one that begins with a space continues a value, which no field that counts here needs. */
    void add(String line) {
        int colon = line.indexOf(':');
        if (line.startsWith(" ") || line.startsWith("\t")) {
            return;
        }
        if (colon <= 0) {
            throw Framing.malformed("A line in the head of the part is no field.");
        }
        fields.putIfAbsent(
                line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                line.substring(colon + 1).strip());
    }

    @Override
    public @Nullable String get(String name) {
        return fields.get(name.toLowerCase(Locale.ROOT));
    }

    /** The declared length in bytes, or {@link #NO_LENGTH}. */
    long length() {
        String text = get("Content-Length");
        if (text == null) {
            return NO_LENGTH;
        }
        if (!LENGTH.matcher(text).matches()) {
            throw Framing.malformed("The Content-Length of the part is no number.");
        }
        return Long.parseLong(text);
    }
}
