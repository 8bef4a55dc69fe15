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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings of buckets on a MinIO that has a key to encrypt with, and somebody to tell of events. */
@ExtendWith(ServersTellOnFailure.class)
class S3BucketSettingsIT extends BucketSettingsContract {
    private static final String TARGET = "arn:minio:sqs::PIER:webhook";
    private static final Vertx VERTX = Vertx.vertx();
    private static @Nullable RealMinio minio;
    private static @Nullable NioEventLoopGroup loops;
    private static @Nullable S3ObjectStore store;

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
