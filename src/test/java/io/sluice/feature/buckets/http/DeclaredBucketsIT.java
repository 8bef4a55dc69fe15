package io.sluice.feature.buckets.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Buckets are made as they are declared, on a MinIO that can encrypt; its own client shows that they are. */
@ExtendWith(ServersTellOnFailure.class)
class DeclaredBucketsIT {
    private static final String RECONCILE = "/api/v1/admin/buckets/reconcile";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TARGET = "arn:minio:sqs::PIER:webhook";
    private static @Nullable RealMinio minio;

    @BeforeAll
    static void startMinio() {
        minio = RealMinio.started(Map.of(
                "MINIO_KMS_SECRET_KEY", "pier-key:" + "A".repeat(43) + "=",
                "MINIO_NOTIFY_WEBHOOK_ENABLE_PIER", "on",
                "MINIO_NOTIFY_WEBHOOK_ENDPOINT_PIER", "http://127.0.0.1:9/nobody"));
    }

    @AfterAll
    static void stopMinio() {
        Objects.requireNonNull(minio).close();
    }

    private static String mc(String... arguments) {
        return Objects.requireNonNull(minio).mc(arguments);
    }

    /** All that can be declared of a bucket {@code web}, in a real one of this name. */
    private static Map<String, String> declarations(String real) {
        Map<String, String> values = new HashMap<>();
        values.put("name", real);
        values.put("public-prefixes", "shown/,img/");
        values.put("versioning", "true");
        values.put("encryption", "sse-s3");
        values.put("lifecycle.old.prefix", "tmp/");
        values.put("lifecycle.old.expire-after", "30d");
        values.put("lifecycle.old.expire-versions-after", "7d");
        values.put("notifications.told.target", TARGET);
        values.put("notifications.told.prefix", "raw/");
        Map<String, String> properties = new HashMap<>();
        values.forEach((name, value) -> properties.put("sluice.buckets.web." + name, value));
        return properties;
    }

    private static SluiceProcess started(Map<String, String> properties) {
        return SluiceProcess.ready(setup(properties));
    }

    private static Setup setup(Map<String, String> properties) {
        return Setup.on(Objects.requireNonNull(minio))
                .withProperties(properties)
                .withJvmOptions("-Xmx256m");
    }

    private static JsonObject reconciled(SluiceProcess sluice, String query) {
        return new Calls(sluice::uri).call("POST", RECONCILE + query).has(200).json();
    }

    private static List<String> findings(JsonObject reconciled) {
        return reconciled.getJsonArray("findings").stream()
                .map(JsonObject.class::cast)
                .map(finding -> finding.getString("bucket") + " " + finding.getString("setting") + " "
                        + finding.getString("outcome"))
                .toList();
    }

    private static void untilItIsAsDeclared(SluiceProcess sluice) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> findings(reconciled(sluice, "?dry-run=true")).isEmpty());
    }

    private static int anonymous(String path) {
        return anonymously("GET", path);
    }

    private static int anonymously(String method, String path) {
        return new Calls(uri -> Objects.requireNonNull(minio).endpoint().resolve(uri))
                .call(method, path)
                .status();
    }

    @Test
    void whatIsDeclaredIsThereAfterTheStartAndASecondTimeChangesNothing() {
        try (SluiceProcess sluice = started(declarations("pier-web"))) {
            untilItIsAsDeclared(sluice);

            JsonObject again = reconciled(sluice, "");

            assertThat(findings(again)).isEmpty();
            assertThat(again.getInteger("same")).isGreaterThan(20);
            assertThat(mc("version", "info", "m/pier-web")).contains("versioning is enabled");
            assertThat(mc("encrypt", "info", "m/pier-web")).contains("'sse-s3' is enabled");
            assertThat(mc("ilm", "rule", "ls", "m/pier-web")).contains("sluice-web:old", "tmp/", "30", "7");
            assertThat(mc("event", "ls", "m/pier-web")).contains(TARGET, "raw/");
            assertThat(mc("anonymous", "get-json", "m/pier-web"))
                    .contains("SluicePublicRead", "arn:aws:s3:::pier-web/img/*", "arn:aws:s3:::pier-web/shown/*");
        }
    }

    @Test
    void anybodyReadsTheStoreBelowThePublicPrefixesAndNowhereElse() {
        try (SluiceProcess sluice = started(declarations("pier-shown"))) {
            untilItIsAsDeclared(sluice);
            Calls calls = new Calls(sluice::uri);
            for (String key : List.of("shown/a", "img/a", "shownot/a", "tmp/a")) {
                calls.call("PUT", "/api/v1/buckets/web/objects/" + key, utf8("x"))
                        .has(201);
            }

            assertThat(anonymous("/pier-shown/shown/a")).isEqualTo(200);
            assertThat(anonymous("/pier-shown/img/a")).isEqualTo(200);
            assertThat(anonymous("/pier-shown/shownot/a")).isEqualTo(403);
            assertThat(anonymous("/pier-shown/tmp/a")).isEqualTo(403);
            assertThat(anonymous("/pier-shown?list-type=2&prefix=shown/")).isEqualTo(403);
        }
    }

    @Test
    void aDryRunShowsWhatHasBecomeDifferentAndAReconciliationMakesItGood() {
        try (SluiceProcess sluice = started(declarations("pier-dry"))) {
            untilItIsAsDeclared(sluice);
            mc("ilm", "rule", "rm", "--id", "sluice-web:old", "m/pier-dry");
            mc("version", "suspend", "m/pier-dry");

            assertThat(findings(reconciled(sluice, "?dry-run=true")))
                    .containsExactly("pier-dry versioning different", "pier-dry lifecycle different");
            assertThat(findings(reconciled(sluice, "")))
                    .containsExactly("pier-dry versioning changed", "pier-dry lifecycle changed");

            assertThat(findings(reconciled(sluice, ""))).isEmpty();
            assertThat(mc("version", "info", "m/pier-dry")).contains("versioning is enabled");
        }
    }

    @Test
    void aPolicyOrARuleThatSomebodyHasWidenedIsPutRight() throws IOException {
        try (SluiceProcess sluice = started(declarations("pier-wide"))) {
            untilItIsAsDeclared(sluice);
            String wider = mc("anonymous", "get-json", "m/pier-wide")
                    .replace("\"s3:GetObject\"", "\"s3:GetObject\",\"s3:PutObject\"");
            Path policy = Files.writeString(sluice.folder().resolve("policy.json"), wider);
            mc("anonymous", "set-json", policy.toString(), "m/pier-wide");
            mc("ilm", "rule", "edit", "--id", "sluice-web:old", "--disable", "m/pier-wide");
            assertThat(anonymously("PUT", "/pier-wide/shown/a")).isEqualTo(200);

            JsonObject dry = reconciled(sluice, "?dry-run=true");
            assertThat(findings(dry))
                    .containsExactly("pier-wide lifecycle different", "pier-wide public-read different");
            assertThat(dry.getJsonArray("findings").encode()).contains("altered", "s3:PutObject");
            assertThat(findings(reconciled(sluice, "")))
                    .containsExactly("pier-wide lifecycle changed", "pier-wide public-read changed");

            assertThat(findings(reconciled(sluice, ""))).isEmpty();
            assertThat(anonymously("PUT", "/pier-wide/shown/b")).isEqualTo(403);
            assertThat(mc("ilm", "rule", "ls", "m/pier-wide"))
                    .contains("Enabled")
                    .doesNotContain("Disabled");
        }
    }

    @Test
    void whatIsNoLongerDeclaredGoesAndWhatOthersHaveSetStays() {
        try (SluiceProcess sluice = started(declarations("pier-less"))) {
            untilItIsAsDeclared(sluice);
        }
        mc("ilm", "rule", "add", "--expire-days", "90", "--prefix", "theirs/", "m/pier-less");

        try (SluiceProcess sluice = started(Map.of("sluice.buckets.web.name", "pier-less"))) {
            untilItIsAsDeclared(sluice);

            assertThat(mc("ilm", "rule", "ls", "m/pier-less"))
                    .contains("theirs/")
                    .doesNotContain("sluice-web:old");
            assertThat(mc("anonymous", "get", "m/pier-less")).contains("private");
            assertThat(mc("version", "info", "m/pier-less")).contains("versioning is enabled");
        }
    }

    @Test
    void severalReplicasMayStartAtOnce() {
        List<SluiceProcess> replicas = Stream.generate(() -> SluiceProcess.spawned(setup(declarations("pier-three"))))
                .limit(3)
                .toList();
        try {
            for (SluiceProcess replica : replicas) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() ->
                                findings(reconciled(replica, "?dry-run=true")).isEmpty());
            }
            assertThat(findings(reconciled(replicas.getFirst(), ""))).isEmpty();
        } finally {
            replicas.forEach(SluiceProcess::kill);
        }
    }

    @Test
    void inOneBucketEveryPrefixLiesBelowItsLogicalBucket() {
        Map<String, String> properties = declarations("unused");
        properties.remove("sluice.buckets.web.name");
        properties.put("sluice.bucket", "pier-one");
        try (SluiceProcess sluice = started(properties)) {
            untilItIsAsDeclared(sluice);
            Calls calls = new Calls(sluice::uri);
            calls.call("PUT", "/api/v1/buckets/web/objects/shown/a", utf8("x")).has(201);
            calls.call("PUT", "/api/v1/buckets/files/objects/shown/a", utf8("x"))
                    .has(201);

            assertThat(mc("ilm", "rule", "ls", "m/pier-one")).contains("web/tmp/");
            assertThat(anonymous("/pier-one/web/shown/a")).isEqualTo(200);
            assertThat(anonymous("/pier-one/files/shown/a")).isEqualTo(403);
        }
    }

    @Test
    void rulesOfBucketsThatShareOneAreNeverTakenForEachOther() {
        Map<String, String> properties = new HashMap<>();
        properties.put("sluice.bucket", "pier-many");
        for (String rule : List.of("aaa.%s.bbb-ccc", "aaa-bbb.%s.ccc")) {
            String name = "sluice.buckets." + rule;
            properties.put(name.formatted("lifecycle") + ".expire-after", "9d");
            properties.put(name.formatted("notifications") + ".target", TARGET);
        }
        try (SluiceProcess sluice = started(properties)) {
            untilItIsAsDeclared(sluice);

            assertThat(mc("ilm", "rule", "ls", "m/pier-many")).contains("sluice-aaa:bbb-ccc", "sluice-aaa-bbb:ccc");
            assertThat(mc("event", "ls", "m/pier-many")).contains("aaa/", "aaa-bbb/");
        }
    }

    @Test
    void whatTheStoreDoesNotTakeIsToldWithTheReason() throws IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put("sluice.buckets.web.name", "pier-odd");
        properties.put("sluice.buckets.web.cors.origins", "https://app.example.com");
        properties.put("sluice.buckets.web.lifecycle." + "x".repeat(260) + ".expire-after", "1d");
        properties.put("sluice.buckets.web.notifications.told.target", "arn:minio:sqs::NOBODY:webhook");
        properties.put("sluice.buckets.files.name", "pier-odd-files");
        properties.put("sluice.buckets.files.lifecycle.a.expire-after", "1d");
        properties.put("sluice.buckets.files.lifecycle.a.abort-uploads-after", "1d");
        try (SluiceProcess sluice = started(properties)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(findings(reconciled(sluice, "")))
                            .containsExactlyInAnyOrder(
                                    "pier-odd lifecycle refused",
                                    "pier-odd cors not-supported",
                                    "pier-odd notifications refused",
                                    "pier-odd-files lifecycle not-kept"));
            JsonObject refused = reconciled(sluice, "").getJsonArray("findings").stream()
                    .map(JsonObject.class::cast)
                    .filter(finding -> finding.getString("setting").equals("lifecycle"))
                    .filter(finding -> finding.getString("outcome").equals("refused"))
                    .findFirst()
                    .orElseThrow();

            assertThat(refused.getString("code")).isEqualTo("setting-refused");
            assertThat(refused.getString("detail")).contains("ID length is limited to 255 characters");
            assertThat(Files.readAllLines(sluice.folder().resolve("sluice.log")))
                    .filteredOn(line -> line.contains("A bucket is not as declared")
                            && line.contains("bucket=pier-odd setting=cors"))
                    .hasSize(1);
        }
    }

    @Test
    void everybodyIsToldOfTheBucketsTheyMayUse() {
        Map<String, String> properties = declarations("pier-list");
        try (SluiceProcess sluice = SluiceProcess.ready(setup(properties).requiringCredentials())) {
            Calls admin = new Calls(sluice::uri).as(SluiceProcess.ADMIN_KEY);
            String grants = "{\"name\":\"a\",\"grants\":[{\"role\":\"reader\",\"buckets\":[\"web\"]}]}";
            String key = admin.call("POST", "/api/v1/admin/keys", utf8(grants))
                    .has(201)
                    .json()
                    .getString("key");
            Calls reader = new Calls(sluice::uri).as(key);

            assertThat(names(admin.call("GET", "/api/v1/buckets"))).containsExactly("files", "frames", "web");
            assertThat(names(reader.call("GET", "/api/v1/buckets"))).containsExactly("web");
            reader.call("POST", RECONCILE).isProblem(403, "forbidden");
            new Calls(sluice::uri).call("GET", "/api/v1/buckets").isProblem(401, "unauthenticated");
        }
    }

    @Test
    void aNameThatLeadsToSluicesOwnRecordsKeepsItFromStarting() {
        Setup shown = Setup.embedded()
                .withProperties(Map.of(
                        "sluice.buckets.mine.name", "sluice-system", "sluice.buckets.mine.public-prefixes", "links/"));

        assertThatIllegalStateException()
                .isThrownBy(() -> SluiceProcess.started(shown))
                .withMessageContaining("sluice.buckets.mine.name cannot be 'sluice-system'");
    }

    private static List<String> names(Reply reply) {
        return reply.has(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(bucket -> bucket.getString("name"))
                .toList();
    }
}
