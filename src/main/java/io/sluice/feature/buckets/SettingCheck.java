package io.sluice.feature.buckets;

import io.sluice.base.fault.Fault;
import io.sluice.feature.buckets.Reconciliation.Finding;
import io.sluice.feature.buckets.Reconciliation.Outcome;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSettings;
import io.sluice.store.FoundSetting;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds one setting of a bucket beside what is declared, and sets it. Thread-safe. */
final class SettingCheck {
    private final BucketSettings settings;

    /** What the store keeps instead of what it was told: it is not told again. */
    private final Map<Told, FoundSetting> keptInstead = new ConcurrentHashMap<>();

    private record Told(BucketName bucket, BucketSetting setting) {}

    SettingCheck(BucketSettings settings) {
        this.settings = settings;
    }

    /** How it stands; nothing is changed. */
    Uni<Finding> look(BucketName bucket, BucketSetting declared) {
        return checked(
                bucket, declared, was -> Uni.createFrom().item(finding(bucket, declared, was, Outcome.DIFFERENT)));
    }

    /** Makes it as declared. */
    Uni<Finding> make(BucketName bucket, BucketSetting declared) {
        return checked(bucket, declared, was -> changed(bucket, declared, was));
    }

    /** What follows when it is not as declared. */
    private interface Otherwise {
        Uni<Finding> then(FoundSetting was);
    }

    private Uni<Finding> checked(BucketName bucket, BucketSetting declared, Otherwise otherwise) {
        return settings.read(bucket, declared.aspect())
                .chain(was -> {
                    if (was.is(declared)) {
                        return Uni.createFrom().item(finding(bucket, declared, was, Outcome.SAME));
                    }
                    return was.equals(keptInstead.get(new Told(bucket, declared)))
                            ? Uni.createFrom().item(finding(bucket, declared, was, Outcome.NOT_KEPT))
                            : otherwise.then(was);
                })
                .onFailure()
                .recoverWithItem(failure -> failed(bucket, declared, Fault.from(failure)));
    }

    private Uni<Finding> changed(BucketName bucket, BucketSetting declared, FoundSetting was) {
        return settings.apply(bucket, declared)
                .chain(() -> settings.read(bucket, declared.aspect()))
                .map(now -> {
                    if (now.is(declared)) {
                        return finding(bucket, declared, was, Outcome.CHANGED);
                    }
                    keptInstead.put(new Told(bucket, declared), now);
                    return finding(bucket, declared, now, Outcome.NOT_KEPT);
                });
    }

    private static Finding finding(BucketName bucket, BucketSetting declared, FoundSetting was, Outcome outcome) {
        return new Finding(bucket, declared.aspect().label(), outcome, was, declared, null);
    }

    /** Where nothing is declared, a store that has no such thing is as it should be. */
    private static Finding failed(BucketName bucket, BucketSetting declared, Fault why) {
        Outcome outcome = switch (why.code()) {
            case NOT_SUPPORTED -> nothing(declared) ? Outcome.SAME : Outcome.NOT_SUPPORTED;
            case SETTING_REFUSED -> Outcome.REFUSED;
            default -> Outcome.FAILED;
        };
        Fault told = outcome == Outcome.SAME ? null : why;
        return new Finding(bucket, declared.aspect().label(), outcome, null, declared, told);
    }

    private static boolean nothing(BucketSetting declared) {
        return switch (declared) {
            case BucketSetting.Versioning(var enabled) -> !enabled;
            case BucketSetting.Encryption(var kind, var _) -> kind == BucketSetting.Encryption.Kind.NONE;
            case BucketSetting.PublicRead(var prefixes) -> prefixes.isEmpty();
            case BucketSetting.Lifecycle(var rules) -> rules.isEmpty();
            case BucketSetting.Cors(var rules) -> rules.isEmpty();
            case BucketSetting.Notifications(var rules) -> rules.isEmpty();
        };
    }
}
