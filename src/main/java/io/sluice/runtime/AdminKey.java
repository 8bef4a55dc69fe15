package io.sluice.runtime;

import io.sluice.edge.access.SecretHash;
import io.sluice.edge.access.keys.KeyText;
import java.util.regex.Pattern;

/** The admin key of the configuration. One that nobody could ever show keeps Sluice from starting. */
final class AdminKey {
    private static final String PROPERTY = "sluice.access.admin-key";
    private static final int SHORTEST = 32;

    /** What gets through a header as it is, in every client. */
    private static final Pattern FORM = Pattern.compile("[!-~]+");

    private AdminKey() {}

    /** @throws IllegalStateException with the reason, and nothing of the key */
    static SecretHash of(String key) {
        if (key.length() < SHORTEST) {
            throw new IllegalStateException(PROPERTY + " has fewer than " + SHORTEST + " characters.");
        }
        if (!FORM.matcher(key).matches()) {
            throw new IllegalStateException(
                    PROPERTY + " has a character that is not ASCII, or a blank: it would not come through a header.");
        }
        if (key.startsWith(KeyText.PREFIX)) {
            throw new IllegalStateException(
                    PROPERTY + " begins with '" + KeyText.PREFIX + "', and would be taken for an API key.");
        }
        return SecretHash.of(key);
    }
}
