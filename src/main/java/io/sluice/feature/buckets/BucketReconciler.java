package io.sluice.feature.buckets;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Timers;
import io.sluice.feature.buckets.Reconciliation.Finding;
import io.sluice.feature.buckets.Reconciliation.Outcome;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSettings;
import io.sluice.store.ObjectStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Makes the buckets of the store as they are declared. Again is no harm, and neither are several replicas at once: all write the same.
 * Thread-safe.
 */
public final class BucketReconciler {
    private static final Logger LOG = Logger.getLogger(BucketReconciler.class);
    private static final String BUCKET = "bucket";
    private static final int AT_ONCE = 4;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final List<BucketPlan> plans;
    private final ObjectStore store;
    private final SettingCheck check;
    private final Timers timers;
    private final AtomicReference<Reconciliation> last = new AtomicReference<>(new Reconciliation(true, List.of()));
    private final Set<Told> told = ConcurrentHashMap.newKeySet();

    private record Told(BucketName bucket, String setting, Outcome outcome) {}

    public BucketReconciler(List<BucketPlan> plans, ObjectStore store, BucketSettings settings, Timers timers) {
        this.plans = List.copyOf(plans);
        this.store = store;
        this.check = new SettingCheck(settings);
        this.timers = timers;
    }

    /** Does it once, and again after a pause for as long as the store fails in a way that may pass. */
    public void start() {
        reconcile(false).subscribe().with(done -> {
            if (done.findings().stream().anyMatch(Finding::worthAnotherTry)) {
                var _ = timers.after(PAUSE, this::start);
            }
        });
    }

    /** What is not as declared, as it was found last; empty before it was looked at. */
    public List<Finding> open() {
        return last.get().findings().stream().filter(Finding::bad).toList();
    }

    /**
     * Looks at all that is declared.
     *
     * @param dryRun whether to leave everything as it is
     * @return never fails: what could not be done is among the findings
     */
    public Uni<Reconciliation> reconcile(boolean dryRun) {
        return Multi.createFrom()
                .iterable(plans)
                .onItem()
                .transformToUni(plan -> reconcile(plan, dryRun))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .map(perBucket -> new Reconciliation(
                        dryRun, perBucket.stream().flatMap(List::stream).toList()))
                .invoke(this::note);
    }

    private void note(Reconciliation done) {
        if (!done.dryRun()) {
            last.set(done);
            done.findings().forEach(this::tell);
        }
    }

    private Uni<List<Finding>> reconcile(BucketPlan plan, boolean dryRun) {
        return presence(plan, dryRun).chain(bucket -> {
            List<Finding> findings = new ArrayList<>(List.of(bucket));
            Uni<Void> checked = Uni.createFrom().voidItem();
            for (var setting : plan.settings()) {
                checked = checked.chain(
                                () -> dryRun ? check.look(plan.bucket(), setting) : check.make(plan.bucket(), setting))
                        .invoke(findings::add)
                        .replaceWithVoid();
            }
            return checked.replaceWith(findings);
        });
    }

    private Uni<Finding> presence(BucketPlan plan, boolean dryRun) {
        return store.ping(plan.logical())
                .replaceWith(Outcome.SAME)
                .onFailure(BucketReconciler::missing)
                .recoverWithUni(() -> dryRun
                        ? Uni.createFrom().item(Outcome.DIFFERENT)
                        : store.ensureBucket(plan.logical()).replaceWith(Outcome.CHANGED))
                .map(outcome -> new Finding(plan.bucket(), BUCKET, outcome, null, null, null))
                .onFailure()
                .recoverWithItem(
                        failure -> new Finding(plan.bucket(), BUCKET, Outcome.FAILED, null, null, Fault.from(failure)));
    }

    private static boolean missing(Throwable failure) {
        return failure instanceof Fault fault && fault.code() == FaultCode.BUCKET_NOT_FOUND;
    }

    /** Of what stays as it is only once. */
    private void tell(Finding finding) {
        if (finding.outcome() == Outcome.CHANGED) {
            LOG.infof(
                    "A bucket is changed to what is declared: bucket=%s setting=%s",
                    finding.bucket(), finding.setting());
        } else if (finding.bad() && told.add(new Told(finding.bucket(), finding.setting(), finding.outcome()))) {
            LOG.warnf(
                    "A bucket is not as declared: bucket=%s setting=%s outcome=%s cause=%s",
                    finding.bucket(), finding.setting(), finding.outcome().label(), finding.why());
        }
    }
}
