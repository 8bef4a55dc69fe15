package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.store.BucketSetting.CorsRule;
import io.sluice.store.BucketSetting.Encryption;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.BucketSetting.NotificationRule;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BucketSettingTest {
    static List<BucketSetting> settings() {
        return List.of(
                new BucketSetting.Versioning(true),
                new Encryption(Encryption.Kind.NONE, null),
                new Encryption(Encryption.Kind.SSE_KMS, "the-key"),
                new BucketSetting.Lifecycle(List.of(new LifecycleRule("sluice-x", "a/", 1, 2, 3))),
                new BucketSetting.PublicRead(List.of("", "é/")),
                new BucketSetting.Cors(List.of(new CorsRule(
                        "sluice-cors",
                        List.of("https://a.example"),
                        List.of("GET"),
                        List.of("*"),
                        List.of("etag"),
                        60))),
                new BucketSetting.Notifications(List.of(new NotificationRule(
                        "sluice-n", "arn:minio:sqs::X:webhook", List.of("s3:ObjectCreated:*"), "a/", ".jpg"))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whatIsWrittenAsJsonIsReadAgain(BucketSetting setting) {
        String json = BucketSettingJson.of(setting).encode();

        assertThat(BucketSettingJson.parse(setting.aspect(), new JsonObject(json)))
                .isEqualTo(setting);
    }

    @Test
    void theOrderOfRulesAndPrefixesIsNoDifference() {
        LifecycleRule one = new LifecycleRule("sluice-1", "", 1, 0, 0);
        LifecycleRule two = new LifecycleRule("sluice-2", "", 1, 0, 0);

        assertThat(new BucketSetting.Lifecycle(List.of(two, one)))
                .isEqualTo(new BucketSetting.Lifecycle(List.of(one, two)));
        assertThat(new BucketSetting.PublicRead(List.of("b", "a", "b")))
                .isEqualTo(new BucketSetting.PublicRead(List.of("a", "b")));
    }

    @Test
    void aRuleThatIsNotOursCannotBeMade() {
        assertThatThrownBy(() -> new LifecycleRule("theirs", "", 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sluice-");
    }
}
