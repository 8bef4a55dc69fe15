package io.sluice.runtime;

import io.sluice.base.time.Timers;
import io.sluice.edge.audit.AuditConfig;
import io.sluice.edge.audit.trail.AuditKey;
import io.sluice.edge.gateway.OwnUrls;
import io.sluice.edge.gateway.PublicBucket;
import io.sluice.edge.gateway.PublicBuckets;
import io.sluice.edge.objects.PublicObjects;
import io.sluice.feature.buckets.BucketPlan;
import io.sluice.feature.buckets.BucketReconciler;
import io.sluice.feature.buckets.DeclaredBucket;
import io.sluice.feature.buckets.DeclaredBuckets;
import io.sluice.feature.links.LinkMarks;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.BucketSettings;
import io.sluice.store.ObjectStore;
import io.sluice.store.buckets.BucketDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assembles what is declared of buckets. */
@ApplicationScoped
public class BucketWiring {
    /** A mark is of no use when its link has expired, which takes 7 days at most. */
    private static final LifecycleRule MARKS =
            new LifecycleRule(BucketSetting.id(AccessWiring.SYSTEM, "link-marks"), LinkMarks.ROOT, 9, 0, 0);

    private static final String LINES = BucketSetting.id(AccessWiring.AUDIT, "trail");

    @Produces
    @Singleton
    DeclaredBuckets declared(SluiceConfig config, BucketDirectory directory, AuditConfig audit) {
        Map<BucketName, LifecycleRule> own = own(audit);
        List<DeclaredBucket> all = new ArrayList<>();
        for (BucketName name : directory.places().keySet()) {
            Optional<BucketDeclaration> declaration = declaration(config, name);
            all.add(new DeclaredBucket(
                    name,
                    declaration.map(said -> said.config().ownership()).orElse(false),
                    declaration.map(said -> said.config().auditReads()).orElse(false),
                    settings(config, declaration, name, Optional.ofNullable(own.get(name)))));
        }
        return new DeclaredBuckets(all);
    }

    private static List<BucketSetting> settings(
            SluiceConfig config,
            Optional<BucketDeclaration> declaration,
            BucketName name,
            Optional<LifecycleRule> own) {
        List<BucketSetting> settings = new ArrayList<>(new DefaultSettings(config, KeptPlaces.KEPT.contains(name))
                .with(declaration.map(BucketDeclaration::settings).orElse(List.of())));
        own.ifPresent(rule -> settings.add(new BucketSetting.Lifecycle(List.of(rule))));
        return settings;
    }

    /** What Sluice itself lets go of. */
    static Map<BucketName, LifecycleRule> own(AuditConfig audit) {
        Map<BucketName, LifecycleRule> rules = new HashMap<>(Map.of(AccessWiring.SYSTEM, MARKS));
        int days = BucketDeclaration.days("sluice.audit.keep-for", audit.keepFor());
        if (days > 0) {
            rules.put(AccessWiring.AUDIT, new LifecycleRule(LINES, AuditKey.ROOT, days, days, 0));
        }
        return rules;
    }

    private static Optional<BucketDeclaration> declaration(SluiceConfig config, BucketName name) {
        return Optional.ofNullable(config.buckets().get(name.value()))
                .map(said -> new BucketDeclaration(name, said, KeptPlaces.KEPT.contains(name)));
    }

    @Produces
    @Singleton
    PublicBuckets published(SluiceConfig config) {
        Map<BucketName, PublicBucket> buckets = new HashMap<>();
        for (String name : config.buckets().keySet()) {
            BucketName bucket = new BucketName(name);
            declaration(config, bucket).ifPresent(said -> buckets.put(bucket, said.published()));
        }
        return new PublicBuckets(buckets);
    }

    @Produces
    @Singleton
    OwnUrls urls(SluiceConfig config) {
        return new OwnUrls(config.http().publicUrl());
    }

    @Produces
    @Singleton
    PublicObjects publicObjects(PublicBuckets buckets, OwnUrls urls) {
        return new PublicObjects(buckets, urls);
    }

    @Produces
    @Singleton
    BucketReconciler reconciler(
            DeclaredBuckets declared,
            BucketDirectory directory,
            ObjectStore store,
            BucketSettings settings,
            Timers timers) {
        return new BucketReconciler(BucketPlan.of(directory, declared.all()), store, settings, timers);
    }
}
