package io.sluice.store.s3;

import io.sluice.store.BucketSetting;
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
        String prefix = rule.filter() == null ? null : rule.filter().prefix();
        var versions = rule.noncurrentVersionExpiration();
        var uploads = rule.abortIncompleteMultipartUpload();
        return new BucketSetting.LifecycleRule(
                rule.id(),
                Objects.requireNonNullElse(prefix, ""),
                days(rule.expiration() == null ? null : rule.expiration().days()),
                days(versions == null ? null : versions.noncurrentDays()),
                days(uploads == null ? null : uploads.daysAfterInitiation()));
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

    static BucketSetting.Encryption decode(@Nullable ServerSideEncryptionByDefault encryption) {
        if (encryption == null) {
            return new BucketSetting.Encryption(BucketSetting.Encryption.Kind.NONE, null);
        }
        return encryption.sseAlgorithm() == ServerSideEncryption.AES256
                ? new BucketSetting.Encryption(BucketSetting.Encryption.Kind.SSE_S3, null)
                : new BucketSetting.Encryption(BucketSetting.Encryption.Kind.SSE_KMS, encryption.kmsMasterKeyID());
    }
}
