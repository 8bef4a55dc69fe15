package io.sluice.store;

import java.net.URI;
import java.util.Map;

/**
 * A request that anybody may send who has it, until it expires. A secret.
 *
 * @param headers what has to be sent with it, exactly so: they are signed
 */
public record PresignedRequest(String method, URI url, Map<String, String> headers) {
    public PresignedRequest {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "PresignedRequest[" + method + "]";
    }
}
