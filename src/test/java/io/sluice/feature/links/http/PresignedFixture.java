package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Command;
import io.sluice.testing.RealMinio;
import io.sluice.testing.RealNginx;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.Tools;
import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A MinIO whose public endpoint is an nginx, and a Sluice on it that signs with two pairs of their own: one may read objects of users,
 * the other store them, as docs/SECURITY.md has it.
 */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PresignedFixture {
    static final String BUCKET = "pier-links";
    static final String LINKS = "/api/v1/buckets/files/links";
    static final String READING_KEY = "reading-key-of-links";
    static final String WRITING_KEY = "writing-key-of-links";
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Map<String, String> READING =
            Map.of("sluice.s3.presign-access-key", READING_KEY, "sluice.s3.presign-secret-key", secret(READING_KEY));
    private static final Map<String, String> WRITING = Map.of(
            "sluice.s3.presign-write-access-key",
            WRITING_KEY,
            "sluice.s3.presign-write-secret-key",
            secret(WRITING_KEY));

    @TempDir
    private static @Nullable Path folder;

    private @Nullable RealMinio minio;
    private @Nullable RealNginx nginx;
    private @Nullable SluiceProcess sluice;

    @BeforeAll
    final void start() throws IOException {
        RealMinio store = RealMinio.started();
        minio = store;
        nginx = RealNginx.before(store);
        user(READING_KEY, "\"s3:GetObject\"");
        user(WRITING_KEY, "\"s3:PutObject\",\"s3:AbortMultipartUpload\"");
        sluice = SluiceProcess.ready(reading().withProperties(WRITING));
    }

    private void user(String key, String actions) throws IOException {
        Path policy = Files.writeString(folder().resolve(key + ".json"), """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],
                 "Resource":["arn:aws:s3:::%s/files/*"]}]}""".formatted(actions, BUCKET));
        minio().mc("admin", "user", "add", "m", key, secret(key));
        minio().mc("admin", "policy", "create", "m", key, policy.toString());
        minio().mc("admin", "policy", "attach", "m", key, "--user", key);
    }

    private static String secret(String key) {
        return "secret-of-the-" + key;
    }

    /** Of a Sluice that has no pair to sign requests that store with. */
    final Setup reading() {
        return Setup.on(minio())
                .withEnvironment(Map.of(
                        "MINIO_BUCKET_NAME",
                        BUCKET,
                        "MINIO_PUBLIC_ENDPOINT",
                        publicEndpoint().toString()))
                .withProperties(READING)
                .withProperties(
                        Map.of("sluice.buckets.owned.ownership", "true", "sluice.buckets.traced.audit-reads", "true"))
                .requiringCredentials()
                .withJvmOptions("-Xmx256m");
    }

    @AfterAll
    final void stop() {
        sluice().close();
        Objects.requireNonNull(nginx).close();
        minio().close();
    }

    static Path folder() {
        return Objects.requireNonNull(folder);
    }

    final RealMinio minio() {
        return Objects.requireNonNull(minio);
    }

    final SluiceProcess sluice() {
        return Objects.requireNonNull(sluice);
    }

    final URI publicEndpoint() {
        return Objects.requireNonNull(nginx).plain();
    }

    final Calls admin() {
        return new Calls(sluice()::uri).as(SluiceProcess.ADMIN_KEY);
    }

    final JsonObject link(JsonObject wish) {
        return admin().call("POST", LINKS, utf8(wish.encode())).has(201).json();
    }

    static JsonObject wish(String method, String key) {
        return new JsonObject().put("method", method).put("key", key);
    }

    final void put(String key, String text) {
        admin().call("PUT", "/api/v1/buckets/files/objects/" + key, utf8(text)).has(201);
    }

    /** The status, then what was answered. */
    final String curl(JsonObject link, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("-sS", "-X", link.getString("method"), "-w", "\n%{http_code}", link.getString("url")));
        for (Map.Entry<String, Object> header : link.getJsonObject("headers", new JsonObject())) {
            arguments.addAll(List.of("-H", header.getKey() + ": " + header.getValue()));
        }
        arguments.addAll(List.of(more));
        return Command.of(Tools.find("curl"), arguments.toArray(String[]::new)).run(folder(), Map.of(), PATIENCE);
    }

    /** Sends a part; gives its tag. */
    final String partTag(JsonObject part, String data) {
        String headers = curl(part, "--data-binary", data, "-D", "-");
        assertThat(headers).endsWith("200");
        return headers.lines()
                .filter(line -> line.startsWith("ETag: "))
                .map(line -> line.substring("ETag: ".length()))
                .findFirst()
                .orElseThrow();
    }

    static String completion(String... tags) {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.length; i++) {
            xml.append("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>".formatted(i + 1, tags[i]));
        }
        return xml.append("</CompleteMultipartUpload>").toString();
    }
}
