package io.sluice.store.s3;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.Aspect;
import io.sluice.store.BucketSettings;
import io.sluice.store.FoundSetting;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.GetBucketCorsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * Settings of buckets on an S3 server. S3 sets all rules of a kind at once: so those of others are read and sent along; who changes
 * them at the same moment may lose.
 */
final class S3BucketSettings implements BucketSettings {
    private static final int MALFORMED = 400;

    private final S3Pool pool;

    S3BucketSettings(S3Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<FoundSetting> read(BucketName bucket, Aspect aspect) {
        String name = bucket.value();
        Uni<FoundSetting> read = switch (aspect) {
            case VERSIONING -> versioning(name).map(FoundSetting::exactly);
            case ENCRYPTION -> encryption(name).map(RuleCodec::decode);
            case LIFECYCLE -> lifecycle(name).map(S3BucketSettings::found);
            case PUBLIC_READ -> policy(name).map(policy -> PublicPolicy.found(bucket, policy.orElse(null)));
            case CORS ->
                cors(name)
                        .map(rules -> FoundSetting.exactly(
                                new BucketSetting.Cors(ofUs(rules, CORSRule::id, RuleCodec::decode))));
            case NOTIFICATIONS ->
                notifications(name)
                        .map(there ->
                                FoundSetting.exactly(new BucketSetting.Notifications(NotificationCodec.decode(there))));
        };
        return read.onFailure().transform(S3BucketSettings::told);
    }

    private static FoundSetting found(List<LifecycleRule> there) {
        List<LifecycleRule> ours = ofUs(there, LifecycleRule::id, rule -> rule);
        return new FoundSetting(
                new BucketSetting.Lifecycle(ours.stream().map(RuleCodec::decode).toList()),
                ours.stream()
                        .filter(rule -> !RuleCodec.isPlain(rule))
                        .map(LifecycleRule::toString)
                        .toList());
    }

    @Override
    public Uni<Void> apply(BucketName bucket, BucketSetting setting) {
        String name = bucket.value();
        Uni<?> applied = switch (setting) {
            case BucketSetting.Versioning versioning -> apply(name, versioning);
            case BucketSetting.Encryption encryption -> apply(name, encryption);
            case BucketSetting.Lifecycle lifecycle -> apply(name, lifecycle);
            case BucketSetting.PublicRead(var prefixes) ->
                policy(name).chain(there -> applyPolicy(name, PublicPolicy.with(bucket, prefixes, there.orElse(null))));
            case BucketSetting.Cors cors -> apply(name, cors);
            case BucketSetting.Notifications(var rules) ->
                notifications(name)
                        .chain(there ->
                                pool.call(s3 -> s3.putBucketNotificationConfiguration(request -> request.bucket(name)
                                        .notificationConfiguration(NotificationCodec.encode(there, rules)))));
        };
        return applied.replaceWithVoid().onFailure().transform(S3BucketSettings::told);
    }

    private Uni<BucketSetting> versioning(String bucket) {
        return pool.call(s3 -> s3.getBucketVersioning(request -> request.bucket(bucket)))
                .map(there -> new BucketSetting.Versioning(there.status() == BucketVersioningStatus.ENABLED));
    }

    private Uni<?> apply(String bucket, BucketSetting.Versioning versioning) {
        BucketVersioningStatus status =
                versioning.enabled() ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED;
        return pool.call(s3 -> s3.putBucketVersioning(
                request -> request.bucket(bucket).versioningConfiguration(to -> to.status(status))));
    }

    private Uni<@Nullable ServerSideEncryptionByDefault> encryption(String bucket) {
        return this.<GetBucketEncryptionResponse>there(s3 -> s3.getBucketEncryption(request -> request.bucket(bucket)))
                .map(there -> there.flatMap(answer -> answer.serverSideEncryptionConfiguration().rules().stream()
                                .map(rule -> rule.applyServerSideEncryptionByDefault())
                                .findFirst())
                        .orElse(null));
    }

    private Uni<?> apply(String bucket, BucketSetting.Encryption encryption) {
        if (encryption.kind() == BucketSetting.Encryption.Kind.NONE) {
            return pool.call(s3 -> s3.deleteBucketEncryption(request -> request.bucket(bucket)));
        }
        ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(RuleCodec.encode(encryption))
                .build();
        return pool.call(s3 -> s3.putBucketEncryption(
                request -> request.bucket(bucket).serverSideEncryptionConfiguration(to -> to.rules(rule))));
    }

    private Uni<List<LifecycleRule>> lifecycle(String bucket) {
        return this.<GetBucketLifecycleConfigurationResponse>there(
                        s3 -> s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)))
                .map(there -> there.map(GetBucketLifecycleConfigurationResponse::rules)
                        .orElse(List.of()));
    }

    private Uni<?> apply(String bucket, BucketSetting.Lifecycle lifecycle) {
        return lifecycle(bucket).chain(there -> {
            List<LifecycleRule> rules = ofOthers(there, LifecycleRule::id);
            lifecycle.rules().forEach(rule -> rules.add(RuleCodec.encode(rule)));
            return rules.isEmpty()
                    ? pool.call(s3 -> s3.deleteBucketLifecycle(request -> request.bucket(bucket)))
                    : pool.call(s3 -> s3.putBucketLifecycleConfiguration(
                            request -> request.bucket(bucket).lifecycleConfiguration(to -> to.rules(rules))));
        });
    }

    private Uni<Optional<String>> policy(String bucket) {
        return this.<GetBucketPolicyResponse>there(s3 -> s3.getBucketPolicy(request -> request.bucket(bucket)))
                .map(there -> there.map(GetBucketPolicyResponse::policy));
    }

    private Uni<?> applyPolicy(String bucket, Optional<String> policy) {
        return policy.isEmpty()
                ? pool.call(s3 -> s3.deleteBucketPolicy(request -> request.bucket(bucket)))
                : pool.call(s3 ->
                        s3.putBucketPolicy(request -> request.bucket(bucket).policy(policy.get())));
    }

    private Uni<List<CORSRule>> cors(String bucket) {
        return this.<GetBucketCorsResponse>there(s3 -> s3.getBucketCors(request -> request.bucket(bucket)))
                .map(there -> there.map(GetBucketCorsResponse::corsRules).orElse(List.of()));
    }

    private Uni<?> apply(String bucket, BucketSetting.Cors cors) {
        return cors(bucket).chain(there -> {
            List<CORSRule> rules = ofOthers(there, CORSRule::id);
            cors.rules().forEach(rule -> rules.add(RuleCodec.encode(rule)));
            return rules.isEmpty()
                    ? pool.call(s3 -> s3.deleteBucketCors(request -> request.bucket(bucket)))
                    : pool.call(s3 -> s3.putBucketCors(
                            request -> request.bucket(bucket).corsConfiguration(to -> to.corsRules(rules))));
        });
    }

    private Uni<GetBucketNotificationConfigurationResponse> notifications(String bucket) {
        return pool.call(s3 -> s3.getBucketNotificationConfiguration(request -> request.bucket(bucket)));
    }

    /** Empty when the server says that there is none. */
    private <T> Uni<Optional<T>> there(Function<S3AsyncClient, CompletableFuture<T>> call) {
        return pool.call(call)
                .map(Optional::of)
                .onFailure(failure -> failure instanceof Fault fault && fault.code() == FaultCode.OBJECT_NOT_FOUND)
                .recoverWithItem(Optional.empty());
    }

    private static <T, R> List<R> ofUs(List<T> rules, Function<T, String> id, Function<T, R> decode) {
        return rules.stream()
                .filter(rule -> RuleCodec.ours(id.apply(rule)))
                .map(decode)
                .toList();
    }

    private static <T> List<T> ofOthers(List<T> rules, Function<T, String> id) {
        Predicate<T> ours = rule -> RuleCodec.ours(id.apply(rule));
        return new ArrayList<>(rules.stream().filter(ours.negate()).toList());
    }

    /** Why the server does not take a setting, in its words: they name what is wrong with it. */
    private static Throwable told(Throwable failure) {
        if (failure.getCause() instanceof S3Exception answer && answer.statusCode() == MALFORMED) {
            AwsErrorDetails details = answer.awsErrorDetails();
            String why = details == null ? "" : " " + details.errorMessage();
            return Fault.of(FaultCode.SETTING_REFUSED, "The store refuses the setting." + why, failure);
        }
        return failure;
    }
}
