package io.sluice.store.s3;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The S3 server behind Sluice. Used when an endpoint is set, or {@code sluice.store=s3}. */
@ConfigMapping(prefix = "sluice.s3")
public interface S3Config {
    /** Where the server is, with its scheme: {@code http://minio:9000}. Without it the AWS region's own. */
    Optional<URI> endpoint();

    /**
     * Where others reach the server, {@code https://s3.example.com}: what presigned URLs are for. Without it there are none. A proxy
     * there has to pass the Host header on as it is.
     */
    Optional<URI> publicEndpoint();

    /**
     * Access key id that presigned URLs to read are signed with, and show to everybody who has one; without it, Sluice's own. Give it
     * {@code s3:GetObject} where users' objects are, and nothing else: never for {@code sluice-system} and {@code audit}.
     */
    Optional<String> presignAccessKey();

    /** Secret of that key. */
    Optional<String> presignSecretKey();

    /**
     * Access key id that presigned URLs to store are signed with; without it there are none. Give it {@code s3:PutObject} and
     * {@code s3:AbortMultipartUpload} where users' objects are, and never {@code s3:GetObject}: whoever has such a URL can have MinIO
     * copy whatever this key may read.
     */
    Optional<String> presignWriteAccessKey();

    /** Secret of that key. */
    Optional<String> presignWriteSecretKey();

    /** The region that requests are signed for. */
    @WithDefault("us-east-1")
    String region();

    /** Access key id. Without it the credentials of the environment (profile, instance, web identity). */
    Optional<String> accessKey();

    /** Secret of the access key. */
    Optional<String> secretKey();

    /** Address buckets in the path ({@code host/bucket/key}); MinIO needs it. */
    @WithDefault("true")
    boolean pathStyle();

    /** Connections to the store, by what they carry; each kind has a pool of its own so that none starves another. */
    Connections connections();

    /**
     * How long a call may take that moves no more than one part: every call but joins and copies, which have
     * {@link #completeTimeout}, and writes that pass a client's bytes through. Of those it is how long nothing may move.
     */
    @WithDefault("30s")
    Duration callTimeout();

    /** How long joining the parts of an upload, or copying an object or a part inside the store, may take. */
    @WithDefault("5m")
    Duration completeTimeout();

    /** How long connecting may take. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** How long a call waits for a free connection. */
    @WithDefault("10s")
    Duration acquireTimeout();

    /** The sizes of the pools. */
    interface Connections {
        /** For calls that move no object bytes. */
        @WithDefault("32")
        int control();

        /** For reads of ranges. */
        @WithDefault("64")
        int read();

        /** For writes out of memory. */
        @WithDefault("64")
        int write();

        /** For writes that pass a client's bytes through at the client's speed; each holds its connection as long. */
        @WithDefault("1024")
        int stream();
    }
}
