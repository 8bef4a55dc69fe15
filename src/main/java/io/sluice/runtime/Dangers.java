package io.sluice.runtime;

import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.AccessConfig.Mode;
import io.sluice.edge.audit.AuditConfig;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.operations.Notice;
import io.sluice.runtime.SluiceConfig.StoreKind;
import io.sluice.store.s3.S3Config;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds settings that are dangerous. None of them keeps Sluice from starting: whoever runs it may know why they are as they are. */
@Singleton
record Dangers(
        SluiceConfig config,
        AccessConfig access,
        AuditConfig audit,
        S3Config s3,
        StoreKind store,
        Listening listening) {
    private static final String MINIO_DEFAULT = "minioadmin";

    List<Notice> found() {
        return Stream.of(
                        when(
                                access.mode() == Mode.OPEN,
                                "open-access",
                                "Whoever reaches Sluice may do everything: sluice.access.mode is open."),
                        when(
                                listening.beyondLoopback() && !listening.tls(),
                                "http-without-tls",
                                "Sluice answers without TLS beyond this machine: unless a proxy before it encrypts, keys and tokens can be read on the way."),
                        when(
                                plain(access.tokens().issuer())
                                        || plain(access.tokens().jwks()),
                                "issuer-without-tls",
                                "The keys of the identity provider are read without TLS: whoever is on the way can make tokens."),
                        when(
                                access.mode() == Mode.REQUIRED && !audit.enabled(),
                                "no-audit",
                                "There is no audit trail: sluice.audit.enabled is false."),
                        when(
                                access.mode() == Mode.REQUIRED
                                        && audit.enabled()
                                        && audit.secret().isEmpty(),
                                "audit-without-secret",
                                "Whoever can write to the audit bucket can make its trail anew: sluice.audit.secret is not set."),
                        when(
                                framesAreVersioned(),
                                "frames-with-versions",
                                "The bucket of the frames keeps versions: what is erased stays until a lifecycle rule with expire-versions-after ends them."),
                        store == StoreKind.S3 ? ofStore() : Stream.<Notice>empty())
                .flatMap(found -> found)
                .toList();
    }

    private boolean framesAreVersioned() {
        boolean shared = config.bucket().isPresent()
                && config.bucketDefaults().versioning().orElse(false);
        return shared
                || Optional.ofNullable(config.buckets().get(PackKey.BUCKET.value()))
                        .flatMap(BucketConfig::versioning)
                        .orElse(false);
    }

    private Stream<Notice> ofStore() {
        boolean ownKeyShown =
                s3.publicEndpoint().isPresent() && s3.presignAccessKey().isEmpty();
        return Stream.of(
                        when(
                                s3.accessKey().filter(MINIO_DEFAULT::equals).isPresent()
                                        || s3.secretKey()
                                                .filter(MINIO_DEFAULT::equals)
                                                .isPresent(),
                                "default-credentials",
                                "The credentials of the store are those that MinIO comes with: everybody knows them."),
                        when(
                                plain(s3.endpoint()),
                                "store-without-tls",
                                "The store is another machine, and is spoken to without TLS: objects can be read and changed on the way."),
                        when(
                                plain(s3.publicEndpoint()),
                                "public-endpoint-without-tls",
                                "Presigned URLs lead to the store without TLS: whoever is on the way has them, too."),
                        when(
                                ownKeyShown,
                                "presigning-with-own-key",
                                "Presigned URLs show the id of Sluice's own access key; give them one that may do less: sluice.s3.presign-access-key."),
                        when(
                                writesWithReadingKey(),
                                "presigned-writes-with-reading-key",
                                "Whoever has a presigned URL to store can have the store copy what its key may read: sluice.s3.presign-write-access-key is to be of a key that reads nothing."))
                .flatMap(found -> found);
    }

    private boolean writesWithReadingKey() {
        Optional<String> writing = s3.presignWriteAccessKey();
        return writing.isPresent() && (writing.equals(s3.accessKey()) || writing.equals(s3.presignAccessKey()));
    }

    private static Stream<Notice> when(boolean so, String code, String detail) {
        return so ? Stream.of(new Notice(code, detail)) : Stream.empty();
    }

    private static boolean plain(Optional<URI> endpoint) {
        return endpoint.filter(uri -> "http".equalsIgnoreCase(uri.getScheme()) && !Listening.isLoopback(uri.getHost()))
                .isPresent();
    }
}
