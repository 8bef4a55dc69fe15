package io.sluice.store.s3;

import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.PresignedRequest;
import io.sluice.store.Presigner;
import io.sluice.store.Presigning;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/**
 * Presigned requests (AWS Signature Version 4, authentication in query parameters), for the endpoint that others reach. Nothing is
 * asked of the server.
 */
final class S3Presigner implements Presigner {
    private static final String UPLOAD_ID = "uploadId";

    private final S3Address address;
    private final SigV4 signer;
    private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
    private final TimeSource time;

    S3Presigner(
            S3Address address,
            SigV4 signer,
            IdentityProvider<? extends AwsCredentialsIdentity> credentials,
            TimeSource time) {
        this.address = address;
        this.signer = signer;
        this.credentials = credentials;
        this.time = time;
    }

    @Override
    public Uni<PresignedRequest> presign(Presigning request, Duration validity) {
        return Uni.createFrom()
                .completionStage(() -> credentials.resolveIdentity())
                .map(who -> signed(request, validity, who));
    }

    /** What of a request depends on what it does. */
    private record Call(String method, Map<String, String> parameters, Map<String, String> headers) {}

    private static Call call(Presigning request) {
        return switch (request) {
            case Presigning.Read(var _, var disposition) -> new Call("GET", disposed(disposition), Map.of());
            case Presigning.Write write -> new Call("PUT", Map.of(), headers(write));
            case Presigning.WritePart(var upload, var number) ->
                new Call("PUT", Map.of("partNumber", Integer.toString(number), UPLOAD_ID, upload.id()), Map.of());
            case Presigning.Complete(var upload) -> new Call("POST", Map.of(UPLOAD_ID, upload.id()), Map.of());
            case Presigning.Abort(var upload) -> new Call("DELETE", Map.of(UPLOAD_ID, upload.id()), Map.of());
        };
    }

    private static Map<String, String> disposed(@Nullable String disposition) {
        return disposition == null ? Map.of() : Map.of("response-content-disposition", disposition);
    }

    private static Map<String, String> headers(Presigning.Write write) {
        Map<String, String> headers = new TreeMap<>();
        if (write.contentType() != null) {
            headers.put("content-type", write.contentType());
        }
        if (write.length() >= 0) {
            headers.put("content-length", Long.toString(write.length()));
        }
        ObjectHeads.metadata(Attributes.NONE.ownedBy(write.owner()), null)
                .forEach((name, value) -> headers.put("x-amz-meta-" + name, value));
        return headers;
    }

    private PresignedRequest signed(Presigning request, Duration validity, AwsCredentialsIdentity who) {
        Call call = call(request);
        String bucket = request.object().bucket().value();
        String path = address.path(bucket, request.object().key().value());
        SortedMap<String, String> headers = new TreeMap<>(call.headers());
        headers.put("host", address.authority(bucket));
        SigV4.Presign presign = new SigV4.Presign(call.method(), path, call.parameters(), headers, validity);
        URI url = URI.create(address.origin(bucket) + path + "?" + signer.presign(presign, who, time.now()));
        return new PresignedRequest(call.method(), url, call.headers());
    }
}
