package io.sluice.store.s3;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
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
    private final Pairs pairs;
    private final TimeSource time;

    /**
     * What is signed with. MinIO lets whoever has a request to store add {@code x-amz-copy-source}, signed or not, and copies what the
     * key of the signature may read. So what writes is signed only with a key that is for nothing else.
     *
     * @param writing null where nothing that writes is signed
     */
    record Pairs(
            IdentityProvider<? extends AwsCredentialsIdentity> reading,
            @Nullable IdentityProvider<? extends AwsCredentialsIdentity> writing) {
        /** @throws Fault {@code not-supported} */
        private IdentityProvider<? extends AwsCredentialsIdentity> of(Presigning request) {
            if (request instanceof Presigning.Read) {
                return reading;
            }
            if (writing == null) {
                throw Fault.of(FaultCode.NOT_SUPPORTED, "There is no key to sign requests that store with.");
            }
            return writing;
        }
    }

    S3Presigner(S3Address address, SigV4 signer, Pairs pairs, TimeSource time) {
        this.address = address;
        this.signer = signer;
        this.pairs = pairs;
        this.time = time;
    }

    @Override
    public Uni<PresignedRequest> presign(Presigning request, Duration validity) {
        return Uni.createFrom()
                .completionStage(() -> pairs.of(request).resolveIdentity())
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
