package io.sluice.feature.buckets;

import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.Aspect;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.store.buckets.BucketDirectory.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is to be set on a bucket of the store.
 *
 * @param bucket by its real name
 * @param logical one of the logical buckets that lie there
 * @param settings in the order in which they are set
 */
public record BucketPlan(BucketName bucket, BucketName logical, List<BucketSetting> settings) {
    public BucketPlan {
        settings = List.copyOf(settings);
    }

    /**
     * The plans of all real buckets. Rules and prefixes of logical buckets that share one are put together; what concerns it as a whole
     * has to be the same for all that say something of it. Rules that nobody declares any more are planned as none, so that they go.
     *
     * @throws IllegalStateException when logical buckets contradict each other
     */
    public static List<BucketPlan> of(BucketDirectory directory, List<DeclaredBucket> declared) {
        Map<String, List<DeclaredBucket>> byPlace = new TreeMap<>();
        for (DeclaredBucket bucket : declared) {
            String real = directory.place(bucket.name()).bucket().value();
            byPlace.computeIfAbsent(real, _ -> new ArrayList<>()).add(bucket);
        }
        return byPlace.entrySet().stream()
                .map(entry -> plan(new BucketName(entry.getKey()), entry.getValue(), directory))
                .toList();
    }

    private static BucketPlan plan(BucketName bucket, List<DeclaredBucket> sharing, BucketDirectory directory) {
        List<BucketSetting> placed = new ArrayList<>();
        for (DeclaredBucket declared : sharing) {
            Place place = directory.place(declared.name());
            declared.settings().forEach(setting -> placed.add(in(place, setting)));
        }
        List<BucketSetting> settings = new ArrayList<>();
        the(bucket, placed, BucketSetting.Versioning.class).ifPresent(settings::add);
        the(bucket, placed, BucketSetting.Encryption.class).ifPresent(settings::add);
        settings.add(new BucketSetting.Lifecycle(all(placed, BucketSetting.Lifecycle.class, s -> s.rules())));
        settings.add(new BucketSetting.PublicRead(all(placed, BucketSetting.PublicRead.class, s -> s.prefixes())));
        settings.add(new BucketSetting.Cors(all(placed, BucketSetting.Cors.class, s -> s.rules())));
        settings.add(new BucketSetting.Notifications(all(placed, BucketSetting.Notifications.class, s -> s.rules())));
        settings.sort(Comparator.comparing(BucketSetting::aspect));
        return new BucketPlan(bucket, sharing.getFirst().name(), settings);
    }

    /** What concerns a bucket as a whole. */
    private static <S extends BucketSetting> Optional<S> the(
            BucketName bucket, List<BucketSetting> settings, Class<S> kind) {
        List<S> different = of(settings, kind).distinct().toList();
        if (different.size() > 1) {
            Aspect aspect = different.getFirst().aspect();
            throw new IllegalStateException("The logical buckets in '" + bucket + "' are declared with different "
                    + aspect.label() + "; they share one bucket, which has it as a whole.");
        }
        return different.stream().findFirst();
    }

    private static <S extends BucketSetting, R> List<R> all(
            List<BucketSetting> settings, Class<S> kind, Function<S, List<R>> rules) {
        return of(settings, kind)
                .flatMap(setting -> rules.apply(setting).stream())
                .toList();
    }

    private static <S extends BucketSetting> Stream<S> of(List<BucketSetting> settings, Class<S> kind) {
        return settings.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The setting with keys as they are in the real bucket. */
    private static BucketSetting in(Place place, BucketSetting setting) {
        String prefix = place.prefix();
        return switch (setting) {
            case BucketSetting.Versioning _, BucketSetting.Encryption _, BucketSetting.Cors _ -> setting;
            case BucketSetting.PublicRead(var prefixes) ->
                new BucketSetting.PublicRead(
                        prefixes.stream().map(prefix::concat).toList());
            case BucketSetting.Lifecycle(var rules) ->
                new BucketSetting.Lifecycle(rules.stream()
                        .map(rule -> new BucketSetting.LifecycleRule(
                                rule.id(),
                                prefix + rule.prefix(),
                                rule.expireDays(),
                                rule.expireVersionsDays(),
                                rule.abortUploadsDays()))
                        .toList());
            case BucketSetting.Notifications(var rules) ->
                new BucketSetting.Notifications(rules.stream()
                        .map(rule -> new BucketSetting.NotificationRule(
                                rule.id(), rule.target(), rule.events(), prefix + rule.prefix(), rule.suffix()))
                        .toList());
        };
    }
}
