package io.sluice.feature.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.BucketSetting.NotificationRule;
import io.sluice.store.buckets.BucketDirectory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BucketPlanTest {
    private static final BucketName WEB = new BucketName("web");
    private static final BucketName RAW = new BucketName("raw");
    private static final BucketName ONE = new BucketName("the-one");
    private static final LifecycleRule WEEK = new LifecycleRule("sluice-raw:week", "tmp/", 7, 0, 0);
    private static final NotificationRule TOLD =
            new NotificationRule("sluice-web:told", "arn:x", List.of("s3:ObjectCreated:*"), "a/", ".jpg");

    private static DeclaredBucket declared(BucketName name, BucketSetting... settings) {
        return new DeclaredBucket(name, false, false, Arrays.asList(settings));
    }

    @Test
    void aBucketOfItsOwnIsPlannedAsDeclaredUnderItsRealName() {
        BucketDirectory directory = BucketDirectory.each(Set.of(WEB), Map.of(WEB, new BucketName("pier-web")));

        List<BucketPlan> plans = BucketPlan.of(
                directory,
                List.of(declared(WEB, new BucketSetting.PublicRead(List.of("")), new BucketSetting.Versioning(true))));

        assertThat(plans)
                .containsExactly(new BucketPlan(
                        new BucketName("pier-web"),
                        WEB,
                        List.of(
                                new BucketSetting.Versioning(true),
                                new BucketSetting.Lifecycle(List.of()),
                                new BucketSetting.PublicRead(List.of("")),
                                new BucketSetting.Cors(List.of()),
                                new BucketSetting.Notifications(List.of()))));
    }

    @Test
    void inOneBucketPrefixesAndRulesOfAllAreTogetherEachBelowItsOwn() {
        BucketDirectory directory = BucketDirectory.within(ONE, Set.of(WEB, RAW));

        List<BucketPlan> plans = BucketPlan.of(
                directory,
                List.of(
                        declared(
                                WEB,
                                new BucketSetting.PublicRead(List.of("")),
                                new BucketSetting.Notifications(List.of(TOLD)),
                                new BucketSetting.Versioning(true)),
                        declared(
                                RAW,
                                new BucketSetting.PublicRead(List.of("shown/")),
                                new BucketSetting.Lifecycle(List.of(WEEK)))));

        assertThat(plans).singleElement().satisfies(plan -> {
            assertThat(plan.bucket()).isEqualTo(ONE);
            assertThat(plan.settings())
                    .contains(
                            new BucketSetting.PublicRead(List.of("raw/shown/", "web/")),
                            new BucketSetting.Lifecycle(
                                    List.of(new LifecycleRule("sluice-raw:week", "raw/tmp/", 7, 0, 0))),
                            new BucketSetting.Notifications(List.of(
                                    new NotificationRule(TOLD.id(), TOLD.target(), TOLD.events(), "web/a/", ".jpg"))),
                            new BucketSetting.Versioning(true));
        });
    }

    @Test
    void bucketsThatShareOneCannotContradictEachOther() {
        BucketDirectory directory = BucketDirectory.within(ONE, Set.of(WEB, RAW));
        List<DeclaredBucket> declared = List.of(
                declared(WEB, new BucketSetting.Versioning(true)), declared(RAW, new BucketSetting.Versioning(false)));

        assertThatThrownBy(() -> BucketPlan.of(directory, declared))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'the-one'")
                .hasMessageContaining("versioning");
    }
}
