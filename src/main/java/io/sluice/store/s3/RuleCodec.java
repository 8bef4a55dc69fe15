package io.sluice.store.s3;

import io.sluice.store.BucketSetting;
import io.sluice.store.FoundSetting;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

/** Rules of buckets as the SDK has them, and as the port has. */
final class RuleCodec {
    private RuleCodec() {}

    static boolean ours(@Nullable String id) {
        return id != null && id.startsWith(BucketSetting.OWN);
    }

    static LifecycleRule encode(BucketSetting.LifecycleRule rule) {
        LifecycleRule.Builder encoded = LifecycleRule.builder()
                .id(rule.id())
                .status(ExpirationStatus.ENABLED)
                .filter(filter -> filter.prefix(rule.prefix()));
        if (rule.expireDays() > 0) {
            encoded.expiration(expiration -> expiration.days(rule.expireDays()));
        }
        if (rule.expireVersionsDays() > 0) {
            encoded.noncurrentVersionExpiration(expiration -> expiration.noncurrentDays(rule.expireVersionsDays()));
        }
        if (rule.abortUploadsDays() > 0) {
            encoded.abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation(rule.abortUploadsDays()));
        }
        return encoded.build();
    }

    static BucketSetting.LifecycleRule decode(LifecycleRule rule) {
        String prefix = usual(rule).filter().prefix();
        var versions = rule.noncurrentVersionExpiration();
        var uploads = rule.abortIncompleteMultipartUpload();
        return new BucketSetting.LifecycleRule(
                rule.id(),
                Objects.requireNonNullElse(prefix, ""),
                days(rule.expiration() == null ? null : rule.expiration().days()),
                days(versions == null ? null : versions.noncurrentDays()),
                days(uploads == null ? null : uploads.daysAfterInitiation()));
    }

    /** Whether a rule does just what its decoded form says: it is enabled, and has nothing that this port does not know of. */
    static boolean isPlain(LifecycleRule rule) {
        return usual(rule).equals(encode(decode(rule)));
    }

    /** Other forms of the same, as some servers have them. */
    @SuppressWarnings("deprecation") // Rules had their prefix there before they had filters.
    private static LifecycleRule usual(LifecycleRule rule) {
        LifecycleRule.Builder usual = rule.toBuilder();
        if (rule.filter() == null) {
            usual.prefix(null).filter(filter -> filter.prefix(Objects.requireNonNullElse(rule.prefix(), "")));
        }
        if (rule.expiration() != null && Boolean.FALSE.equals(rule.expiration().expiredObjectDeleteMarker())) {
            usual.expiration(rule.expiration().toBuilder()
                    .expiredObjectDeleteMarker(null)
                    .build());
        }
        return usual.build();
    }

    private static int days(@Nullable Integer days) {
        return days == null ? 0 : days;
    }

    static CORSRule encode(BucketSetting.CorsRule rule) {
        return CORSRule.builder()
                .id(rule.id())
                .allowedOrigins(rule.origins())
                .allowedMethods(rule.methods())
                .allowedHeaders(rule.headers())
                .exposeHeaders(rule.exposed())
                .maxAgeSeconds(rule.maxAgeSeconds())
                .build();
    }

    static BucketSetting.CorsRule decode(CORSRule rule) {
        return new BucketSetting.CorsRule(
                rule.id(),
                rule.allowedOrigins(),
                rule.allowedMethods(),
                rule.allowedHeaders(),
                rule.exposeHeaders(),
                days(rule.maxAgeSeconds()));
    }

    static ServerSideEncryptionByDefault encode(BucketSetting.Encryption encryption) {
        boolean kms = encryption.kind() == BucketSetting.Encryption.Kind.SSE_KMS;
        return ServerSideEncryptionByDefault.builder()
                .sseAlgorithm(kms ? ServerSideEncryption.AWS_KMS : ServerSideEncryption.AES256)
                .kmsMasterKeyID(encryption.kmsKey())
                .build();
    }

    static FoundSetting decode(@Nullable ServerSideEncryptionByDefault encryption) {
        if (encryption == null) {
            return FoundSetting.exactly(new BucketSetting.Encryption(BucketSetting.Encryption.Kind.NONE, null));
        }
        String key = encryption.kmsMasterKeyID();
        return switch (encryption.sseAlgorithm()) {
            case AES256 ->
                FoundSetting.exactly(new BucketSetting.Encryption(BucketSetting.Encryption.Kind.SSE_S3, null));
            case AWS_KMS ->
                FoundSetting.exactly(new BucketSetting.Encryption(BucketSetting.Encryption.Kind.SSE_KMS, key));
            default ->
                new FoundSetting(
                        new BucketSetting.Encryption(BucketSetting.Encryption.Kind.SSE_KMS, key),
                        List.of(encryption.sseAlgorithmAsString()));
        };
    }
}
