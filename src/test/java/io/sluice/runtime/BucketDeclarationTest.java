package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.Encryption;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.BucketSetting.NotificationRule;
import io.sluice.testing.Configs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketDeclarationTest {
    private static final String WEB = "sluice.buckets.web.";

    private static BucketDeclaration declaration(Map<String, String> values, boolean kept) {
        Map<String, String> named = new HashMap<>();
        values.forEach((name, value) -> named.put(WEB + name, value));
        SluiceConfig config = Configs.of(SluiceConfig.class, named);
        return new BucketDeclaration(
                new BucketName("web"), Objects.requireNonNull(config.buckets().get("web")), kept);
    }

    private static List<BucketSetting> settings(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return declaration(values, false).settings();
    }

    @Test
    void whatIsNotDeclaredIsNoSetting() {
        assertThat(settings("ownership", "true")).isEmpty();
    }

    @Test
    void everySettingIsReadAsItIsDeclared() {
        assertThat(settings(
                        "versioning", "true",
                        "encryption", "sse-kms:pier:key",
                        "public-prefixes", "img/,*",
                        "lifecycle.old.prefix", "tmp/",
                        "lifecycle.old.expire-after", "30d",
                        "lifecycle.old.expire-versions-after", "P7D",
                        "lifecycle.old.abort-uploads-after", "1d",
                        "notifications.told.target", "arn:minio:sqs::X:webhook",
                        "notifications.told.suffix", ".jpg"))
                .containsExactlyInAnyOrder(
                        new BucketSetting.Versioning(true),
                        new Encryption(Encryption.Kind.SSE_KMS, "pier:key"),
                        new BucketSetting.PublicRead(List.of("img/", "")),
                        new BucketSetting.Lifecycle(List.of(new LifecycleRule("sluice-web:old", "tmp/", 30, 7, 1))),
                        new BucketSetting.Notifications(List.of(new NotificationRule(
                                "sluice-web:told",
                                "arn:minio:sqs::X:webhook",
                                List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*"),
                                "",
                                ".jpg"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "encryption | aes | none, sse-s3, sse-kms",
                "encryption | sse-s3:key | none, sse-s3, sse-kms",
                "public-prefixes | img/* | beginnings of keys",
                "public-prefixes | a?b | beginnings of keys",
                "immutable-prefixes | a*b | beginnings of keys",
                "lifecycle.a.prefix | tmp/ | does nothing",
                "lifecycle.a.expire-after | 12h | whole days",
                "lifecycle.a.expire-after | 36h | whole days",
                "lifecycle.a.expire-after | -1d | whole days",
                "lifecycle.a.abort-uploads-after | 0s | whole days",
            })
    void whatCannotBeMeantKeepsSluiceFromStarting(String name, String value, String told) {
        assertThatThrownBy(() -> {
                    settings(name, value);
                    declaration(Map.of(name, value), false).published();
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(WEB + name.substring(0, 4))
                .hasMessageContaining(told);
    }

    @Test
    void corsWithCredentialsForEveryPageKeepsSluiceFromStarting() {
        assertThatThrownBy(() -> declaration(Map.of("cors.origins", "*", "cors.credentials", "true"), false)
                        .published())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sluice.buckets.web.cors")
                .hasMessageContaining("'*' would let every page act as its visitor");
    }

    @Test
    void whatSluiceLooksAfterIsNeitherShownNorExpired() {
        assertThatThrownBy(
                        () -> declaration(Map.of("public-prefixes", "*"), true).published())
                .hasMessageContaining("sluice.buckets.web.public-prefixes cannot be");
        assertThatThrownBy(() -> declaration(Map.of("lifecycle.a.expire-after", "1d"), true)
                        .settings())
                .hasMessageContaining("sluice.buckets.web.lifecycle.a.expire-after cannot be");
    }
}
