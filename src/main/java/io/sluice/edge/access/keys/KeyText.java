package io.sluice.edge.access.keys;

import io.sluice.edge.access.Credential;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An API key as its holder has it: {@code slk_{id}_{secret}}. It is told once, when it is made. */
public final class KeyText {
    /** By this it is known as a key of Sluice, also by those who look for keys in places where none should be. */
    public static final String PREFIX = "slk_";

    private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");
    private static final Pattern FORM = Pattern.compile(PREFIX + "(" + ID + ")_([A-Za-z0-9_-]{20,100})");

    private KeyText() {}

    public static String of(Credential.Key key) {
        return PREFIX + key.id() + "_" + key.secret();
    }

    /** Empty when it is no such text. */
    public static Optional<Credential.Key> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new Credential.Key(form.group(1), form.group(2))) : Optional.empty();
    }

    /** Whether there can be a key with this id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
