package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dangerous settings are told at the start, and to who asks. */
@ExtendWith(ServersTellOnFailure.class)
class DangersIT {
    private static JsonObject info(Calls by) {
        return by.call("GET", "/api/v1/admin/info").has(200).json();
    }

    private static List<String> dangers(JsonObject info) {
        return info.getJsonArray("dangers").stream()
                .map(JsonObject.class::cast)
                .map(danger -> danger.getString("code"))
                .toList();
    }

    @Test
    void onALaptopNothingIsDangerous() {
        try (SluiceProcess sluice = SluiceProcess.ready(Setup.embedded())) {
            JsonObject info = info(new Calls(sluice::uri));

            assertThat(dangers(info)).isEmpty();
            assertThat(info.getString("store")).isEqualTo("local");
            assertThat(info.getString("access")).isEqualTo("loopback");
            assertThat(info.getString("version")).isNotBlank();
            assertThat(info.getJsonArray("buckets")).isEmpty();
        }
    }

    @Test
    void whatIsDangerousIsTold() throws IOException {
        Setup setup = Setup.embedded()
                .withProperties(Map.of(
                        "quarkus.http.host", "0.0.0.0",
                        "sluice.access.mode", "open",
                        "sluice.s3.endpoint", "http://store.invalid:9000",
                        "sluice.s3.public-endpoint", "http://public.invalid",
                        "sluice.s3.access-key", "minioadmin",
                        "sluice.s3.secret-key", "minioadmin",
                        "sluice.s3.presign-write-access-key", "minioadmin",
                        "sluice.s3.presign-write-secret-key", "minioadmin"));
        try (SluiceProcess sluice = SluiceProcess.started(setup)) {
            assertThat(dangers(info(new Calls(sluice::uri))))
                    .containsExactly(
                            "open-access",
                            "http-without-tls",
                            "default-credentials",
                            "store-without-tls",
                            "public-endpoint-without-tls",
                            "presigning-with-own-key",
                            "presigned-writes-with-reading-key");
            assertThat(Files.readString(sluice.folder().resolve("sluice.log")))
                    .contains("A setting is dangerous: code=open-access")
                    .contains("A setting is dangerous: code=default-credentials");
        }
    }

    @Test
    void whereEverybodyShowsWhoTheyAreTheTrailIsToBeSealedAndTokensAreToComeSafely() {
        Setup setup = Setup.embedded()
                .withProperties(Map.of(
                        "sluice.access.tokens.issuer", "http://issuer.invalid/realm",
                        "sluice.access.tokens.audience", "sluice"))
                .requiringCredentials();
        try (SluiceProcess sluice = SluiceProcess.ready(setup)) {
            assertThat(dangers(info(new Calls(sluice::uri).as(SluiceProcess.ADMIN_KEY))))
                    .containsExactly("issuer-without-tls", "audit-without-secret");
        }
        try (SluiceProcess sluice = SluiceProcess.ready(Setup.embedded()
                .withProperties(Map.of("sluice.audit.secret", "0123456789abcdef0123456789abcdef"))
                .requiringCredentials())) {
            assertThat(dangers(info(new Calls(sluice::uri).as(SluiceProcess.ADMIN_KEY))))
                    .isEmpty();
        }
    }

    @Test
    void aKeyThatSignsWritesAndReadsIsDangerous() {
        Setup setup = Setup.embedded()
                .withProperties(Map.of(
                        "sluice.s3.endpoint", "https://store.invalid:9000",
                        "sluice.s3.public-endpoint", "https://public.invalid",
                        "sluice.s3.access-key", "own",
                        "sluice.s3.secret-key", "own-secret",
                        "sluice.s3.presign-access-key", "reading",
                        "sluice.s3.presign-secret-key", "reading-secret",
                        "sluice.s3.presign-write-secret-key", "writing-secret"));
        try (SluiceProcess sluice =
                SluiceProcess.started(setup.withProperties(Map.of("sluice.s3.presign-write-access-key", "reading")))) {
            assertThat(dangers(info(new Calls(sluice::uri)))).containsExactly("presigned-writes-with-reading-key");
        }
        try (SluiceProcess sluice =
                SluiceProcess.started(setup.withProperties(Map.of("sluice.s3.presign-write-access-key", "writing")))) {
            assertThat(dangers(info(new Calls(sluice::uri)))).isEmpty();
        }
    }
}
