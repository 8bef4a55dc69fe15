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
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Links that MinIO answers, used by curl and by boto3 at the public endpoint: an nginx. Sluice, which has made them, is asked for
 * nothing then. They are signed by a key pair of their own, that may do nothing in other buckets.
 */
@ExtendWith(ServersTellOnFailure.class)
class PresignedIT {
    private static final String BUCKET = "pier-links";
    private static final String LINKS = "/api/v1/buckets/files/links";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SIGNING_KEY = "signing-key-of-links";

    @TempDir
    private static @Nullable Path folder;

    private static @Nullable RealMinio minio;
    private static @Nullable RealNginx nginx;
    private static @Nullable SluiceProcess sluice;

    @BeforeAll
    static void start() throws IOException {
        RealMinio store = RealMinio.started();
        minio = store;
        nginx = RealNginx.before(store);
        Path policy = Files.writeString(folder().resolve("policy.json"), """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject",
                 "s3:AbortMultipartUpload"],"Resource":["arn:aws:s3:::%s/files/*"]}]}""".formatted(BUCKET));
        store.mc("admin", "user", "add", "m", SIGNING_KEY, "a-secret-of-its-own");
        store.mc("admin", "policy", "create", "m", "links", policy.toString());
        store.mc("admin", "policy", "attach", "m", "links", "--user", SIGNING_KEY);
        Setup setup = Setup.on(store)
                .withEnvironment(Map.of(
                        "MINIO_BUCKET_NAME",
                        BUCKET,
                        "MINIO_PUBLIC_ENDPOINT",
                        publicEndpoint().toString()))
                .withProperties(Map.of(
                        "sluice.s3.presign-access-key", SIGNING_KEY,
                        "sluice.s3.presign-secret-key", "a-secret-of-its-own",
                        "sluice.buckets.owned.ownership", "true"))
                .requiringCredentials();
        sluice = SluiceProcess.ready(setup.withJvmOptions("-Xmx256m"));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(sluice).close();
        Objects.requireNonNull(nginx).close();
        Objects.requireNonNull(minio).close();
    }

    private static Path folder() {
        return Objects.requireNonNull(folder);
    }

    private static URI publicEndpoint() {
        return Objects.requireNonNull(nginx).plain();
    }

    private static Calls admin() {
        return new Calls(Objects.requireNonNull(sluice)::uri).as(SluiceProcess.ADMIN_KEY);
    }

    private static JsonObject link(JsonObject wish) {
        return admin().call("POST", LINKS, utf8(wish.encode())).has(201).json();
    }

    private static JsonObject wish(String method, String key) {
        return new JsonObject().put("method", method).put("key", key);
    }

    private static void put(String key, String text) {
        admin().call("PUT", "/api/v1/buckets/files/objects/" + key, utf8(text)).has(201);
    }

    /** The status, then what was answered. */
    private static String curl(JsonObject link, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("-sS", "-X", link.getString("method"), "-w", "\n%{http_code}", link.getString("url")));
        for (Map.Entry<String, Object> header : link.getJsonObject("headers", new JsonObject())) {
            arguments.addAll(List.of("-H", header.getKey() + ": " + header.getValue()));
        }
        arguments.addAll(List.of(more));
        return Command.of(Tools.find("curl"), arguments.toArray(String[]::new)).run(folder(), Map.of(), PATIENCE);
    }

    @Test
    void curlReadsStoresAndStoresInPartsWhereTheStoreIsReached() throws IOException {
        put("read", "hello");
        JsonObject get = link(wish("GET", "read"));
        JsonObject put = link(
                wish("PUT", "a b+ü/stored").put("contentType", "text/plain").put("size", 5));
        JsonObject several = link(wish("PUT", "several").put("parts", 2));
        Path first = Files.write(folder().resolve("first"), new byte[5 << 20]);

        assertThat(get.getString("url")).startsWith(publicEndpoint() + "/" + BUCKET + "/files/read?");
        assertThat(get.getString("kind")).isEqualTo("s3");
        assertThat(curl(get)).isEqualTo("hello\n200");
        assertThat(curl(put, "--data-binary", "12345")).endsWith("200");
        JsonArray parts = several.getJsonArray("parts");
        String one = partTag(parts.getJsonObject(0), "@" + first);
        String two = partTag(parts.getJsonObject(1), "end");
        assertThat(curl(several.getJsonObject("complete"), "--data-binary", completion(one, two)))
                .endsWith("200");

        Reply stored = admin().call("GET", "/api/v1/buckets/files/objects/a%20b%2B%C3%BC/stored")
                .has(200);
        assertThat(stored.text()).isEqualTo("12345");
        assertThat(stored.header("Content-Type")).hasValue("text/plain");
        assertThat(stored.header("X-Owner")).hasValue("admin");
        Reply joined =
                admin().call("HEAD", "/api/v1/buckets/files/objects/several").has(200);
        assertThat(joined.header("Content-Length")).hasValue(Integer.toString((5 << 20) + 3));
        assertThat(joined.header("X-Owner")).hasValue("admin");
    }

    private static String partTag(JsonObject part, String data) {
        String headers = curl(part, "--data-binary", data, "-D", "-");
        assertThat(headers).endsWith("200");
        return headers.lines()
                .filter(line -> line.startsWith("ETag: "))
                .map(line -> line.substring("ETag: ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static String completion(String... tags) {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.length; i++) {
            xml.append("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>".formatted(i + 1, tags[i]));
        }
        return xml.append("</CompleteMultipartUpload>").toString();
    }

    @Test
    void aPartialUploadIsDroppedByItsLink() {
        JsonObject several = link(wish("PUT", "dropped").put("parts", 1));
        partTag(several.getJsonArray("parts").getJsonObject(0), "x");

        assertThat(curl(several.getJsonObject("abort"))).endsWith("204");

        assertThat(curl(several.getJsonArray("parts").getJsonObject(0), "--data-binary", "x"))
                .contains("NoSuchUpload")
                .endsWith("404");
    }

    @Test
    void boto3UsesThemWithoutCredentials() throws IOException {
        put("expired", "x");
        put("changed", "x");
        JsonObject expired = link(wish("GET", "expired").put("expiresIn", 1));
        JsonObject changed = link(wish("GET", "changed"));
        JsonObject input = new JsonObject()
                .put("endpoint", publicEndpoint().toString())
                .put("bucket", BUCKET)
                .put("key", "unused")
                .put("body", "by boto3")
                .put("put", link(wish("PUT", "boto3").put("contentType", "text/plain")))
                .put("get", link(wish("GET", "boto3")))
                .put(
                        "several",
                        link(wish("PUT", "boto3-parts").put("parts", 2)).put("get", link(wish("GET", "boto3-parts"))))
                .put(
                        "refused",
                        new JsonObject()
                                .put("expired", expired)
                                .put("key", replaced(changed, "/changed?", "/expired?"))
                                .put("longer", replaced(changed, "X-Amz-Expires=3600", "X-Amz-Expires=36000")));
        untilGone(expired);

        List<String> lines = python(input);

        assertThat(lines)
                .containsExactly(
                        "put\tby boto3\ttext/plain",
                        "parts\t6291464\tTrue",
                        "expired\tAccessDenied",
                        "key\tSignatureDoesNotMatch",
                        "longer\tSignatureDoesNotMatch");
    }

    private static JsonObject replaced(JsonObject link, String one, String other) {
        String url = link.getString("url");
        assertThat(url).contains(one);
        return link.copy().put("url", url.replace(one, other));
    }

    private static void untilGone(JsonObject link) {
        Instant end = Instant.parse(link.getString("expiresAt"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Instant.now().isAfter(end.plusSeconds(1)));
    }

    private static List<String> python(JsonObject input) throws IOException {
        Path script = folder().resolve("presigned.py");
        try (InputStream source = PresignedIT.class.getResourceAsStream("/links/presigned.py")) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        Path wishes = Files.writeString(folder().resolve("wishes.json"), input.encode());
        return Command.of(Tools.find("python-tests"), script.toString(), wishes.toString())
                .run(folder(), Map.of("PYTHONIOENCODING", "utf-8", "AWS_EC2_METADATA_DISABLED", "true"), PATIENCE)
                .lines()
                .toList();
    }

    @Test
    void whatWasNotSignedIsRefused() {
        put("signed", "hello");
        JsonObject get = link(wish("GET", "signed"));
        JsonObject put =
                link(wish("PUT", "signed").put("contentType", "text/plain").put("size", 5));

        assertThat(curl(get.copy().put("method", "DELETE"))).endsWith("403");
        assertThat(curl(get.copy().put("method", "PUT"), "--data-binary", "x")).endsWith("403");
        assertThat(curl(replaced(get, "X-Amz-Signature=", "X-Amz-Signature=0"))).endsWith("403");
        assertThat(curl(with(put, "content-length", "6"), "--data-binary", "123456"))
                .endsWith("403");
        assertThat(curl(with(put, "content-type", "text/html"), "--data-binary", "12345"))
                .endsWith("403");
        assertThat(curl(with(put, "x-amz-meta-sluice-owner", "eve"), "--data-binary", "12345"))
                .endsWith("403");
        assertThat(curl(with(put, "x-amz-meta-sluice-sha256", "eve"), "--data-binary", "12345"))
                .contains("headers present in the request which were not signed");
        assertThat(curl(get)).isEqualTo("hello\n200");
    }

    private static JsonObject with(JsonObject link, String header, String value) {
        return link.copy().mergeIn(new JsonObject().put("headers", new JsonObject().put(header, value)), true);
    }

    @Test
    void theKeyThatIsSeenIsNotThatOfSluice() {
        JsonObject get = link(wish("GET", "any"));

        assertThat(get.getString("url"))
                .contains("X-Amz-Credential=" + SIGNING_KEY + "%2F")
                .doesNotContain(Objects.requireNonNull(minio).accessKey());
    }

    @Test
    void aLinkToReadHoldsAnHourAndOneToStoreFiveMinutes() {
        assertThat(link(wish("GET", "any")).getString("url")).contains("X-Amz-Expires=3600&");
        assertThat(link(wish("PUT", "any")).getString("url")).contains("X-Amz-Expires=300&");
        assertThat(link(wish("GET", "any").put("expiresIn", 604800)).getString("url"))
                .contains("X-Amz-Expires=604800&");
        assertThat(link(wish("GET", "any").put("expiresIn", "PT2M")).getString("url"))
                .contains("X-Amz-Expires=120&");
    }

    @Test
    void aBrowserSavesUnderTheNameThatWasAskedFor() {
        put("named", "hello");

        String head = curl(link(wish("GET", "named").put("download", "für dich.txt")), "-D", "-");

        assertThat(head)
                .contains(
                        "Content-Disposition: attachment; filename=\"f_r dich.txt\"; filename*=UTF-8''f%C3%BCr%20dich.txt");
    }

    @Test
    void manyKeysGetManyLinksInTheirOrder() {
        List<String> keys = new ArrayList<>(List.of("z", "a/../b", "ü", "a b"));
        for (int i = 0; i < 500; i++) {
            keys.add("many/" + i);
        }
        JsonObject wish = new JsonObject().put("keys", new JsonArray(keys)).put("method", "GET");

        JsonArray items =
                admin().call("POST", LINKS, utf8(wish.encode())).has(200).json().getJsonArray("items");

        assertThat(items.stream().map(item -> ((JsonObject) item).getString("key")))
                .containsExactlyElementsOf(keys);
        assertThat(items.getJsonObject(1).getString("code")).isEqualTo("invalid-key");
        assertThat(items.getJsonObject(2).getString("url")).contains("/files/%C3%BC?");
        put("many/499", "last");
        assertThat(curl(items.getJsonObject(503))).isEqualTo("last\n200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"once\":true}", "{\"maxBytes\":5,\"method\":\"PUT\"}"})
    void whatNoSignatureCanSayIsSaidByLinksOfSluice(String more) {
        JsonObject wish = wish("GET", "any").mergeIn(new JsonObject(more));

        assertThat(link(wish).getString("kind")).isEqualTo("sluice");
        admin().call("POST", LINKS, utf8(wish.put("kind", "s3").encode())).isProblem(400, "invalid-body");
    }

    @Test
    void whereObjectsBelongToOwnersOnlySluiceTellsThemApart() {
        String key = admin().call(
                        "POST",
                        "/api/v1/admin/keys",
                        utf8("{\"name\":\"w\",\"grants\":[{\"role\":\"writer\"},{\"role\":\"reader\"}]}"))
                .has(201)
                .json()
                .getString("key");
        Calls writer = new Calls(Objects.requireNonNull(sluice)::uri).as(key);
        String links = "/api/v1/buckets/owned/links";
        writer.call("PUT", "/api/v1/buckets/owned/objects/mine", utf8("x")).has(201);
        admin().call("PUT", "/api/v1/buckets/owned/objects/theirs", utf8("x")).has(201);

        assertThat(writer.call("POST", links, utf8(wish("GET", "mine").encode()))
                        .has(201)
                        .json()
                        .getString("kind"))
                .isEqualTo("sluice");
        writer.call("POST", links, utf8(wish("GET", "theirs").encode())).isProblem(404, "object-not-found");
        writer.call("POST", links, utf8(wish("GET", "mine").put("kind", "s3").encode()))
                .isProblem(400, "invalid-body");
    }
}
