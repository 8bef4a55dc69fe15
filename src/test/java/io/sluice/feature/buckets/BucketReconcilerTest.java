package io.sluice.feature.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ManualTimers;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.buckets.Reconciliation.Finding;
import io.sluice.feature.buckets.Reconciliation.Outcome;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.Aspect;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.BucketSettings;
import io.sluice.store.FoundSetting;
import io.sluice.store.ObjectStore;
import io.sluice.store.local.LocalObjectStore;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketReconcilerTest {
    private static final BucketName PIER = new BucketName("pier");
    private static final BucketSetting SHOWN = new BucketSetting.PublicRead(List.of("web/"));
    private static final BucketSetting HIDDEN = new BucketSetting.PublicRead(List.of());
    private static final BucketSetting RULES =
            new BucketSetting.Lifecycle(List.of(new LifecycleRule("sluice-pier:a", "", 7, 0, 1)));

    @TempDir
    private @Nullable Path folder;

    private final ManualTimers timers = new ManualTimers();
    private final CuedSettings settings = new CuedSettings();
    private @Nullable ObjectStore store;

    @BeforeEach
    void open() {
        store = new LocalObjectStore(Objects.requireNonNull(folder), Runnable::run, TimeSource.system(), Ids.system());
    }

    /** Settings of one bucket in memory, that fail and forget on cue. */
    private static final class CuedSettings implements BucketSettings {
        private final Map<Aspect, BucketSetting> kept = new EnumMap<>(Aspect.class);
        private List<String> altered = List.of();
        private int writes;
        private @Nullable FaultCode failure;
        private @Nullable BucketSetting instead;

        private CuedSettings() {
            kept.put(Aspect.PUBLIC_READ, HIDDEN);
            kept.put(Aspect.LIFECYCLE, new BucketSetting.Lifecycle(List.of()));
        }

        @Override
        public Uni<FoundSetting> read(BucketName bucket, Aspect aspect) {
            return failure == null
                    ? Uni.createFrom().item(new FoundSetting(Objects.requireNonNull(kept.get(aspect)), altered))
                    : Uni.createFrom().failure(Fault.of(failure, "On cue."));
        }

        @Override
        public Uni<Void> apply(BucketName bucket, BucketSetting setting) {
            return Uni.createFrom()
                    .item(setting)
                    .invoke(told -> {
                        writes++;
                        altered = List.of();
                        kept.put(told.aspect(), instead == null ? told : instead);
                    })
                    .replaceWithVoid();
        }
    }

    private BucketReconciler reconciler(BucketSetting... declared) {
        BucketPlan plan = new BucketPlan(PIER, PIER, List.of(declared));
        return new BucketReconciler(List.of(plan), Objects.requireNonNull(store), settings, timers);
    }

    private static List<Outcome> outcomes(Reconciliation done) {
        return done.findings().stream().map(Finding::outcome).toList();
    }

    @Test
    void whatIsDeclaredIsMadeOnceAndThenLeftAlone() {
        BucketReconciler reconciler = reconciler(SHOWN);

        assertThat(outcomes(Await.on(reconciler.reconcile(false)))).containsExactly(Outcome.CHANGED, Outcome.CHANGED);
        assertThat(outcomes(Await.on(reconciler.reconcile(false)))).containsExactly(Outcome.SAME, Outcome.SAME);

        assertThat(settings.writes).isEqualTo(1);
        assertThat(reconciler.open()).isEmpty();
    }

    @Test
    void aDryRunChangesNothing() {
        Reconciliation done = Await.on(reconciler(SHOWN).reconcile(true));

        assertThat(outcomes(done)).containsExactly(Outcome.DIFFERENT, Outcome.DIFFERENT);
        assertThat(done.findings().getLast().was()).isEqualTo(FoundSetting.exactly(HIDDEN));
        assertThat(done.findings().getLast().declared()).isEqualTo(SHOWN);
        assertThat(settings.writes).isZero();
        assertThat(Await.failure(Objects.requireNonNull(store).ping(PIER)).code())
                .isEqualTo(FaultCode.BUCKET_NOT_FOUND);
    }

    @Test
    void whatTheStoreForgetsIsToldItOnce() {
        settings.instead = new BucketSetting.Lifecycle(List.of(new LifecycleRule("sluice-pier:a", "", 7, 0, 0)));
        BucketReconciler reconciler = reconciler(RULES);

        for (int i = 0; i < 3; i++) {
            assertThat(outcomes(Await.on(reconciler.reconcile(false))).getLast())
                    .isEqualTo(Outcome.NOT_KEPT);
        }

        assertThat(settings.writes).isEqualTo(1);
        assertThat(reconciler.open())
                .singleElement()
                .satisfies(finding -> assertThat(finding.was())
                        .isEqualTo(FoundSetting.exactly(Objects.requireNonNull(settings.instead))));
    }

    @Test
    void whatDoesMoreThanWhatIsDeclaredIsPutRight() {
        settings.kept.put(Aspect.PUBLIC_READ, SHOWN);
        settings.altered = List.of("and writes");
        BucketReconciler reconciler = reconciler(SHOWN);

        assertThat(outcomes(Await.on(reconciler.reconcile(true))).getLast()).isEqualTo(Outcome.DIFFERENT);
        assertThat(outcomes(Await.on(reconciler.reconcile(false))).getLast()).isEqualTo(Outcome.CHANGED);
        assertThat(outcomes(Await.on(reconciler.reconcile(false))).getLast()).isEqualTo(Outcome.SAME);
    }

    @Test
    void whatAStoreDoesNotHaveIsMissedOnlyWhenItIsDeclared() {
        settings.failure = FaultCode.NOT_SUPPORTED;

        assertThat(outcomes(Await.on(reconciler(HIDDEN).reconcile(false))).getLast())
                .isEqualTo(Outcome.SAME);
        assertThat(outcomes(Await.on(reconciler(SHOWN).reconcile(false))).getLast())
                .isEqualTo(Outcome.NOT_SUPPORTED);
    }

    @Test
    void aStoreThatStumblesIsTriedAgainUntilItIsDone() {
        settings.failure = FaultCode.STORE_TIMEOUT;
        BucketReconciler reconciler = reconciler(SHOWN);

        reconciler.start();
        assertThat(reconciler.open()).extracting(Finding::outcome).containsExactly(Outcome.FAILED);
        settings.failure = null;
        timers.elapse(Duration.ofMinutes(1));

        assertThat(reconciler.open()).isEmpty();
        assertThat(settings.kept).containsEntry(Aspect.PUBLIC_READ, SHOWN);
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() {
        settings.failure = FaultCode.SETTING_REFUSED;
        BucketReconciler reconciler = reconciler(SHOWN);

        reconciler.start();

        assertThat(reconciler.open()).extracting(Finding::outcome).containsExactly(Outcome.REFUSED);
        assertThat(timers.set()).isZero();
    }
}
