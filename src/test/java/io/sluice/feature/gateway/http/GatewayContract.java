package io.sluice.feature.gateway.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The public gateway of a Sluice in which everybody has to show who they are, over one kind of store. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GatewayContract {
    private static final String WEEK = "public, max-age=604800";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String APP = "https://app.example.com";

    private @Nullable SluiceProcess sluice;

    abstract Setup setup();

    @BeforeAll
    void start() {
        sluice = SluiceProcess.ready(
                setup().requiringCredentials().withProperties(declared()).withJvmOptions("-Xmx256m"));
    }

    @AfterAll
    void stop() {
        Objects.requireNonNull(sluice).close();
    }

    private static Map<String, String> declared() {
        Map<String, String> values = new HashMap<>();
        values.put("web.public-prefixes", "shown/,img/");
        values.put("web.immutable-prefixes", "img/");
        values.put("web.ownership", "true");
        values.put("web.cors.origins", APP + ",https://*.pier.example");
        values.put("web.cors.headers", "Range,If-None-Match");
        values.put("web.cors.credentials", "true");
        values.put("all.public-prefixes", "*");
        values.put("all.cache-control", "public, max-age=5");
        values.put("all.cors.origins", "*");
        Map<String, String> properties = new HashMap<>();
        values.forEach((name, value) -> properties.put("sluice.buckets." + name, value));
        return properties;
    }

    private Calls anybody() {
        return new Calls(Objects.requireNonNull(sluice)::uri);
    }

    private Calls admin() {
        return anybody().as(SluiceProcess.ADMIN_KEY);
    }

    private Reply put(String bucketAndKey, byte[] bytes, String... headers) {
        int slash = bucketAndKey.indexOf('/');
        String path =
                "/api/v1/buckets/" + bucketAndKey.substring(0, slash) + "/objects" + bucketAndKey.substring(slash);
        return admin().call("PUT", path, bytes, headers).has(201);
    }

    private Reply get(String bucketAndKey, String... headers) {
        return anybody().call("GET", "/storage/" + bucketAndKey, headers);
    }

    @Test
    void anybodyReadsWhatIsBelowAPublicPrefix() {
        put("web/shown/a", utf8("hello"), "Content-Type", "text/plain", "X-Meta-Secret", "s3cret", "X-Tags", "a=1");

        Reply reply = get("web/shown/a").has(200);

        assertThat(reply.text()).isEqualTo("hello");
        assertThat(reply.header("Content-Type")).hasValue("text/plain");
        assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(reply.header("Accept-Ranges")).hasValue("bytes");
        assertThat(reply.header("Cache-Control")).hasValue(WEEK);
        assertThat(reply.header("ETag")).isPresent();
        assertThat(reply.header("Last-Modified")).isPresent();
        assertThat(reply.headers()).doesNotContainKeys("X-Owner", "X-Meta-Secret", "X-Tags", "X-Version-Id");
        Reply head = anybody().call("HEAD", "/storage/web/shown/a").has(200);
        assertThat(head.header("Content-Length")).hasValue("5");
        assertThat(head.header("ETag")).isEqualTo(reply.header("ETag"));
        assertThat(head.headers()).doesNotContainKeys("X-Owner", "X-Meta-Secret", "X-Tags");
    }

    @Test
    void nobodyLearnsWhetherThereIsAnythingElse() {
        put("web/hidden/a", utf8("x"));

        String there =
                get("web/hidden/a").isProblem(404, "object-not-found").json().getString("detail");
        String missing =
                get("web/hidden/none").isProblem(404, "object-not-found").json().getString("detail");

        assertThat(there).isEqualTo(missing);
        get("web/shownot/a").isProblem(404, "object-not-found");
        get("files/a").isProblem(404, "object-not-found");
        get("frames/a").isProblem(404, "object-not-found");
        get("nobucket/a").isProblem(404, "object-not-found");
        get("sluice-system/keys/a").isProblem(404, "bucket-not-found");
        get("audit/lines/a").isProblem(404, "bucket-not-found");
        admin().call("GET", "/storage/web/hidden/a").isProblem(404, "object-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/storage/web/shown/../hidden/a",
                "/storage/web/shown/%2e%2e/hidden/a",
                "/storage/web/shown/%2E%2e%2fhidden/a",
                "/storage/web/shown/..%2Fhidden%2Fa",
                "/storage/web/shown/.%2e/hidden/a",
                "/storage/web/shown%2f..%2fhidden/a",
                "/storage/web/shown/%252e%252e/hidden/a",
                "/storage/web/shown/..%5chidden%5ca",
                "/storage/web/shown%5c..%5chidden/a",
                "/storage/web/shown/%00/../hidden/a",
                "/storage/web/shown//hidden/a",
                "/storage/web//hidden/a",
                "/storage/web/shown/x%00",
                "/storage/all/../web/hidden/a",
                "/storage/all/%2e%2e/web/hidden/a",
                "/storage/all/..%2fweb/hidden/a",
                "/storage/all%2f..%2fweb/hidden/a",
                "/storage/./web/hidden/a",
                "/api/../storage/web/hidden/a"
            })
    void noSpellingOfAKeyLeavesAPrefix(String path) {
        put("web/hidden/a", utf8("s3cret"));
        try (Wire wire = anybody().connect()) {
            wire.head("GET " + path);
            Reply reply = wire.answer();

            assertThat(reply.status()).as(reply.toString()).isIn(400, 404);
            assertThat(reply.text()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH"})
    void nothingIsChangedHere(String method) {
        put("all/kept", utf8("x"));

        Reply reply = admin().call(method, "/storage/all/kept").isProblem(405, "method-not-allowed");

        assertThat(reply.header("Allow")).hasValue("GET, HEAD, OPTIONS");
        get("all/kept").has(200);
    }

    @Test
    void partsOfAnObjectAreRead() {
        String etag = put("all/range", utf8("0123456789")).header("ETag").orElseThrow();

        Reply part = get("all/range", "Range", "bytes=2-4").has(206);
        assertThat(part.text()).isEqualTo("234");
        assertThat(part.header("Content-Range")).hasValue("bytes 2-4/10");
        assertThat(get("all/range", "Range", "bytes=-1").has(206).text()).isEqualTo("9");
        assertThat(get("all/range", "Range", "bytes=2-", "If-Range", etag)
                        .has(206)
                        .text())
                .isEqualTo("23456789");
        assertThat(get("all/range", "Range", "bytes=2-", "If-Range", "\"other\"")
                        .has(200)
                        .text())
                .isEqualTo("0123456789");
        assertThat(get("all/range", "Range", "bytes=10-")
                        .isProblem(416, "range-not-satisfiable")
                        .header("Content-Range"))
                .hasValue("bytes */10");
    }

    @Test
    void whoHasAnObjectAlreadyIsToldSoAndHowLongToKeepIt() {
        String etag = put("all/known", utf8("x")).header("ETag").orElseThrow();

        for (String method : new String[] {"GET", "HEAD"}) {
            Reply reply = anybody()
                    .call(method, "/storage/all/known", "If-None-Match", etag)
                    .has(304);

            assertThat(reply.header("ETag")).hasValue(etag);
            assertThat(reply.header("Cache-Control")).hasValue("public, max-age=5");
        }
        get("all/known", "If-Match", "\"other\"").isProblem(412, "precondition-failed");
    }

    @Test
    void cachesAreToldWhatIsDeclared() throws NoSuchAlgorithmException {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(utf8("content"));
        String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
        String hex = HexFormat.of().formatHex(sha256);
        put("web/img/a", utf8("x"));
        put("web/shown/own", utf8("x"), "Cache-Control", "no-cache");
        put("web/shown/" + hex + ".txt", utf8("content"), "Repr-Digest", digest);
        put("web/shown/" + hex, utf8("x"));

        assertThat(get("web/img/a").header("Cache-Control")).hasValue(FOREVER);
        assertThat(get("web/shown/own").header("Cache-Control")).hasValue("no-cache");
        assertThat(get("web/shown/" + hex + ".txt").header("Cache-Control")).hasValue(FOREVER);
        assertThat(get("web/shown/" + hex).header("Cache-Control")).hasValue(WEEK);
        assertThat(get("web/shown/none").has(404).header("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | <script>alert(1)</script>",
                "image/svg+xml | <svg onload='alert(1)'/>",
                "application/xhtml+xml | <html/>",
                "text/xml | <x/>",
                "application/x-unheard-of | x"
            })
    void whatCouldRunAsAPageIsSavedAndSandboxed(String type, String body) {
        put("all/page%20%C3%A9.html", utf8(body), "Content-Type", type, "Content-Disposition", "inline");

        Reply reply = get("all/page%20%C3%A9.html").has(200);

        assertThat(reply.header("Content-Type")).hasValue(type);
        assertThat(reply.header("Content-Disposition"))
                .hasValue("attachment; filename=\"page _.html\"; filename*=UTF-8''page%20%C3%A9.html");
        assertThat(reply.header("Content-Security-Policy")).hasValue("default-src 'none'; sandbox");
        assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void whatCannotIsShownAsItsWriterWantsIt() {
        put("all/doc", utf8("x"), "Content-Type", "application/pdf", "Content-Disposition", "inline; filename=a.pdf");

        Reply reply = get("all/doc").has(200);

        assertThat(reply.header("Content-Disposition")).hasValue("inline; filename=a.pdf");
        assertThat(reply.header("Content-Security-Policy")).isEmpty();
    }

    @Test
    void scriptsOfDeclaredPagesMayReadAndOthersAreNotTold() {
        put("web/shown/cors", utf8("x"));

        Reply app = get("web/shown/cors", "Origin", APP).has(200);
        Reply below = get("web/shown/cors", "Origin", "https://a.pier.example").has(200);
        Reply other = get("web/shown/cors", "Origin", "https://evil.example").has(200);

        assertThat(app.header("Access-Control-Allow-Origin")).hasValue(APP);
        assertThat(app.header("Access-Control-Allow-Credentials")).hasValue("true");
        assertThat(app.header("Access-Control-Expose-Headers").orElse("")).contains("ETag", "Content-Range");
        assertThat(app.header("Vary")).hasValue("Origin");
        assertThat(below.header("Access-Control-Allow-Origin")).hasValue("https://a.pier.example");
        assertThat(other.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(other.header("Vary")).hasValue("Origin");
        assertThat(get("web/shown/none", "Origin", APP).has(404).header("Access-Control-Allow-Origin"))
                .hasValue(APP);
    }

    @Test
    void whereEveryPageMayCachesNeedNotTellThemApart() {
        put("all/cors", utf8("x"));

        Reply reply = get("all/cors", "Origin", "https://any.example").has(200);

        assertThat(reply.header("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(reply.headers()).doesNotContainKeys("Vary", "Access-Control-Allow-Credentials");
    }

    @Test
    void aBrowserIsToldBeforehandWhatAScriptMayDo() {
        Reply may = options("web/shown/any", APP, "GET", "range, if-none-match").has(204);

        assertThat(may.header("Access-Control-Allow-Origin")).hasValue(APP);
        assertThat(may.header("Access-Control-Allow-Methods")).hasValue("GET, HEAD");
        assertThat(may.header("Access-Control-Allow-Headers")).hasValue("range, if-none-match");
        assertThat(may.header("Access-Control-Max-Age")).hasValue("3600");
        options("web/shown/any", "https://evil.example", "GET", "range").isProblem(403, "forbidden");
        options("web/shown/any", APP, "DELETE", "range").isProblem(403, "forbidden");
        options("web/shown/any", APP, "GET", "x-secret").isProblem(403, "forbidden");
        options("web/hidden/any", APP, "GET", "range").isProblem(404, "object-not-found");
        assertThat(anybody().call("OPTIONS", "/storage/web/shown/any").has(204).header("Allow"))
                .hasValue("GET, HEAD, OPTIONS");
    }

    private Reply options(String bucketAndKey, String origin, String method, String headers) {
        return anybody()
                .call(
                        "OPTIONS",
                        "/storage/" + bucketAndKey,
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        headers);
    }

    @Test
    void whoStoresAPublicObjectIsToldWhereEverybodyFindsIt() {
        String url = put("web/shown/a%20b%2B%C3%BC.txt", utf8("here")).json().getString("publicUrl");

        assertThat(url).endsWith("/storage/web/shown/a%20b%2B%C3%BC.txt");
        assertThat(anybody()
                        .call("GET", url.substring(url.indexOf("/storage")))
                        .has(200)
                        .text())
                .isEqualTo("here");
        assertThat(put("web/hidden/b", utf8("x")).json().containsKey("publicUrl"))
                .isFalse();
    }
}
