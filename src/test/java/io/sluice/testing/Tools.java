package io.sluice.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the programs are that {@code scripts/test-tools.sh} brings. */
public final class Tools {
    private Tools() {}

    /** The program {@code name}: of the tools folder, else of the {@code PATH}. */
    public static Path find(String name) {
        List<Path> folders = new ArrayList<>();
        folders.add(folder());
        for (String entry : Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(orElse(System.getenv("PATH"), ""))
                .toList()) {
            folders.add(Path.of(entry));
        }
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is neither in " + folder()
                        + " nor on the PATH: run scripts/test-tools.sh or scripts/bench-tools.sh"));
    }

    /** The version of {@code name} that was built into the tools folder; empty when it is not from there. */
    public static String version(String name) {
        Path stamp = folder().resolveSibling(name + ".version");
        try {
            String module = Files.exists(stamp) ? Files.readString(stamp).strip() : "";
            return module.substring(module.indexOf('@') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        String property = orElse(System.getProperty("sluice.test.tools"), "");
        if (!property.isBlank()) {
            return Path.of(property);
        }
        String environment = orElse(System.getenv("SLUICE_TOOLS"), "");
        if (!environment.isBlank()) {
            return Path.of(environment, "bin");
        }
        String home = System.getProperty("user.home");
        return Path.of(orElse(System.getenv("XDG_CACHE_HOME"), home + "/.cache"), "sluice", "tools", "bin");
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
