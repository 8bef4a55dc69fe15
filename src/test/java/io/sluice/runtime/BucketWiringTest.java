package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.edge.audit.AuditConfig;
import io.sluice.feature.buckets.BucketPlan;
import io.sluice.feature.buckets.DeclaredBuckets;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.testing.Configs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketWiringTest {
    private static final BucketName ALL = new BucketName("all");

    private static AuditConfig audit(Map<String, String> values) {
        return Configs.of(AuditConfig.class, values);
    }

    /** The rules of one bucket that all others lie in. */
    private static List<LifecycleRule> rules(AuditConfig audit) {
        BucketDirectory directory =
                BucketDirectory.within(ALL, Set.of(AccessWiring.AUDIT, AccessWiring.SYSTEM, new BucketName("files")));
        DeclaredBuckets declared =
                new BucketWiring().declared(Configs.of(SluiceConfig.class, Map.of()), directory, audit);
        return BucketPlan.of(directory, declared.all()).getFirst().settings().stream()
                .flatMap(setting -> setting instanceof BucketSetting.Lifecycle(var rules)
                        ? rules.stream()
                        : List.<LifecycleRule>of().stream())
                .toList();
    }

    @Test
    void linesAreKeptUnlessItIsSaidForHowLong() {
        assertThat(rules(audit(Map.of())))
                .extracting(LifecycleRule::prefix)
                .containsExactly("sluice-system/links/marks/");
    }

    @Test
    void aRuleLetsGoOfLinesAndOfNothingElse() {
        assertThat(rules(audit(Map.of("sluice.audit.keep-for", "400d"))))
                .contains(new LifecycleRule("sluice-audit:trail", "audit/lines/", 400, 400, 0))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "12h", "36h", "-1d"})
    void linesAreKeptForWholeDays(String time) {
        AuditConfig audit = audit(Map.of("sluice.audit.keep-for", time));

        assertThatThrownBy(() -> BucketWiring.own(audit)).hasMessageContaining("sluice.audit.keep-for is a number of");
    }
}
