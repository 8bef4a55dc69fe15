package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FirstKeyIT {
    private static final Pattern TOLD = Pattern.compile("first admin key, told this once: (slk_\\S+)");

    private static List<String> told(SluiceProcess sluice) {
        try {
            Matcher log = TOLD.matcher(Files.readString(sluice.folder().resolve("sluice.log")));
            return log.results().map(found -> found.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereNobodyCouldGetInAnAdminKeyIsToldOnce() {
        Setup required = Setup.embedded().withProperties(Map.of("sluice.access.mode", "required"));
        try (SluiceProcess sluice = SluiceProcess.ready(required)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !told(sluice).isEmpty());
            Calls admin = new Calls(sluice::uri).as(told(sluice).getFirst());

            admin.call("GET", "/api/v1/admin/keys").has(200);
            sluice.stop();
            sluice.start();

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> admin.call("GET", "/api/v1/admin/keys").status() == 200);
            assertThat(told(sluice)).hasSize(1);
        }
    }

    @Test
    void whereAnAdminKeyIsConfiguredNoneIsMade() {
        try (SluiceProcess sluice = SluiceProcess.ready(Setup.embedded().requiringCredentials())) {
            Calls admin = new Calls(sluice::uri).as(SluiceProcess.ADMIN_KEY);

            assertThat(admin.call("GET", "/api/v1/admin/keys").has(200).json().getJsonArray("items"))
                    .isEmpty();
            assertThat(told(sluice)).isEmpty();
        }
    }
}
