package io.sluice.feature.keys.http;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** API keys over the embedded store. */
class LocalKeysIT extends KeysContract {
    @Override
    protected Setup setup() {
        return Setup.embedded();
    }

    @Override
    String stored(SluiceProcess sluice, String key) {
        try (Stream<Path> files = Files.walk(sluice.folder().resolve("data/sluice-system"))) {
            return files.filter(Files::isRegularFile)
                    .map(LocalKeysIT::read)
                    .filter(content -> content.contains(key))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
