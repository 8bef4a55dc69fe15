package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Await;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.Aspect;
import io.sluice.store.BucketSetting.CorsRule;
import io.sluice.store.BucketSetting.Encryption;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.BucketSetting.NotificationRule;
import io.sluice.store.BucketSettings;
import io.sluice.store.BucketSettingsContract;
import io.sluice.store.ObjectStore;
import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of buckets on a MinIO that has a key to encrypt with, and somebody to tell of events. */
@ExtendWith(ServersTellOnFailure.class)
class S3BucketSettingsIT extends BucketSettingsContract {
    private static final String TARGET = "arn:minio:sqs::PIER:webhook";
    private static final Vertx VERTX = Vertx.vertx();
    private static @Nullable RealMinio minio;
    private static @Nullable NioEventLoopGroup loops;
    private static @Nullable S3ObjectStore store;

    @TempDir
    private @Nullable Path folder;

    @BeforeAll
    static void connect() {
        minio = RealMinio.started(Map.of(
                "MINIO_KMS_SECRET_KEY", "pier-key:" + "A".repeat(43) + "=",
                "MINIO_NOTIFY_WEBHOOK_ENABLE_PIER", "on",
                "MINIO_NOTIFY_WEBHOOK_ENDPOINT_PIER", "http://127.0.0.1:9/nobody"));
        loops = new NioEventLoopGroup(2);
        store = new S3ObjectStore(S3TestConfig.of(minio), loops, VERTX, new Slabs(1 << 20));
    }

    @AfterAll
    static void close() {
        Objects.requireNonNull(store).close();
        var _ = VERTX.close();
        var _ = Objects.requireNonNull(loops).shutdownGracefully();
        Objects.requireNonNull(minio).close();
    }

    @Override
    protected ObjectStore store() {
        return Objects.requireNonNull(store);
    }

    @Override
    protected BucketSettings settings() {
        return Objects.requireNonNull(store).settings();
    }

    private String mc(String... arguments) {
        return Objects.requireNonNull(minio).mc(arguments);
    }

    private String place() {
        return "m/" + bucket();
    }

    @Test
    void versioningIsSwitchedOnAndOff() {
        assertThat(read(Aspect.VERSIONING)).isEqualTo(new BucketSetting.Versioning(false));

        apply(new BucketSetting.Versioning(true));
        assertThat(read(Aspect.VERSIONING)).isEqualTo(new BucketSetting.Versioning(true));
        assertThat(mc("version", "info", place())).contains("versioning is enabled");

        apply(new BucketSetting.Versioning(false));
        assertThat(read(Aspect.VERSIONING)).isEqualTo(new BucketSetting.Versioning(false));
    }

    @Test
    void encryptionIsSetAndTakenBack() {
        Encryption none = new Encryption(Encryption.Kind.NONE, null);
        assertThat(read(Aspect.ENCRYPTION)).isEqualTo(none);
        for (Encryption wanted : List.of(
                new Encryption(Encryption.Kind.SSE_S3, null), new Encryption(Encryption.Kind.SSE_KMS, "pier-key"))) {
            apply(wanted);
            assertThat(read(Aspect.ENCRYPTION)).isEqualTo(wanted);
        }
        assertThat(mc("encrypt", "info", place())).contains("pier-key");

        apply(none);

        assertThat(read(Aspect.ENCRYPTION)).isEqualTo(none);
    }

    @Test
    void rulesOfOthersStayAsTheyAre() {
        mc("ilm", "rule", "add", "--expire-days", "90", "--prefix", "theirs/", place());
        mc("event", "add", place(), TARGET, "--event", "delete", "--prefix", "theirs/");
        NotificationRule ours = new NotificationRule(
                "sluice-n", TARGET, List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*"), "ours/", ".jpg");

        apply(new BucketSetting.Lifecycle(List.of(new LifecycleRule("sluice-l", "ours/", 3, 0, 0))));
        apply(new BucketSetting.Notifications(List.of(ours)));

        assertThat(read(Aspect.NOTIFICATIONS)).isEqualTo(new BucketSetting.Notifications(List.of(ours)));
        assertThat(mc("ilm", "rule", "ls", place())).contains("theirs/", "90", "ours/", "sluice-l");
        assertThat(mc("event", "ls", place())).contains("theirs/", "ours/", ".jpg");
        apply(new BucketSetting.Lifecycle(List.of()));
        apply(new BucketSetting.Notifications(List.of()));
        assertThat(mc("ilm", "rule", "ls", place())).contains("theirs/").doesNotContain("sluice-l");
        assertThat(mc("event", "ls", place())).contains("theirs/").doesNotContain("ours/");
        mc("ilm", "rule", "rm", "--all", "--force", place());
        mc("event", "remove", place(), "--force");
    }

    @ParameterizedTest
    @MethodSource("alterations")
    void aStatementOfOursThatWasChangedIsSeenAndPutRight(UnaryOperator<String> how) throws IOException {
        BucketSetting shown = new BucketSetting.PublicRead(List.of("img/", "web/"));
        apply(shown);
        String altered = how.apply(mc("anonymous", "get-json", place()));
        Path policy = Files.writeString(Objects.requireNonNull(folder).resolve("policy.json"), altered);
        mc("anonymous", "set-json", policy.toString(), place());

        assertThat(found(Aspect.PUBLIC_READ).is(shown)).isFalse();
        assertThat(found(Aspect.PUBLIC_READ).altered())
                .singleElement()
                .asString()
                .contains("SluicePublicRead");

        apply(shown);
        assertThat(read(Aspect.PUBLIC_READ)).isEqualTo(shown);
        mc("anonymous", "set-json", policy.toString(), place());
        apply(new BucketSetting.PublicRead(List.of()));
        assertThat(read(Aspect.PUBLIC_READ)).isEqualTo(new BucketSetting.PublicRead(List.of()));
    }

    static Stream<UnaryOperator<String>> alterations() {
        return Stream.of(
                policy -> policy.replace("\"s3:GetObject\"", "\"s3:GetObject\",\"s3:PutObject\",\"s3:DeleteObject\""),
                policy -> policy.replace("s3:GetObject", "s3:PutObject"),
                policy -> policy.replace("\"Allow\"", "\"Deny\""),
                policy -> policy.replace(
                        "\"Effect\"", "\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}},\"Effect\""),
                policy -> policy.replaceFirst("(\"arn:aws:s3:::[a-z0-9-]+/)img/\\*\"", "$1img/one\",$0"));
    }

    @Test
    void aRuleOfOursThatWasChangedIsSeenAndPutRight() {
        BucketSetting rules = new BucketSetting.Lifecycle(
                List.of(new LifecycleRule("sluice-l", "ours/", 3, 0, 0), new LifecycleRule("sluice-m", "", 9, 4, 0)));
        for (String[] change : new String[][] {{"--disable"}, {"--tags", "a=b"}, {"--prefix", "other/"}}) {
            apply(rules);
            List<String> edit = new ArrayList<>(List.of("ilm", "rule", "edit", "--id", "sluice-l"));
            edit.addAll(List.of(change));
            edit.add(place());
            mc(edit.toArray(String[]::new));

            assertThat(found(Aspect.LIFECYCLE).is(rules)).as("%s", edit).isFalse();
            apply(rules);
            assertThat(read(Aspect.LIFECYCLE)).isEqualTo(rules);
        }
        apply(new BucketSetting.Lifecycle(List.of()));
    }

    @Test
    void whatTheServerDoesNotTakeIsToldInItsWords() {
        BucketSetting tooLong =
                new BucketSetting.Lifecycle(List.of(new LifecycleRule("sluice-" + "x".repeat(300), "", 1, 0, 0)));
        BucketSetting nobody = new BucketSetting.Notifications(List.of(new NotificationRule(
                "sluice-n", "arn:minio:sqs::NOBODY:webhook", List.of("s3:ObjectCreated:*"), "", "")));

        assertThat(refusal(tooLong)).hasMessageContaining("255 characters");
        assertThat(refusal(nobody)).hasMessageContaining("does not exist");
        assertThat(read(Aspect.LIFECYCLE)).isEqualTo(new BucketSetting.Lifecycle(List.of()));
    }

    private Fault refusal(BucketSetting setting) {
        Fault fault = Await.failure(settings().apply(bucket(), setting));
        assertThat(fault.code()).isEqualTo(FaultCode.SETTING_REFUSED);
        return fault;
    }

    @Test
    void whatTheServerDoesNotHaveIsNotSupported() {
        CorsRule rule = new CorsRule("sluice-cors", List.of("*"), List.of("GET"), List.of("*"), List.of(), 60);

        assertThat(read(Aspect.CORS)).isEqualTo(new BucketSetting.Cors(List.of()));
        assertThat(Await.failure(settings().apply(bucket(), new BucketSetting.Cors(List.of(rule))))
                        .code())
                .isEqualTo(FaultCode.NOT_SUPPORTED);
    }
}
