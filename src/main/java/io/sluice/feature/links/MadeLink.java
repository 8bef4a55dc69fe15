package io.sluice.feature.links;

import io.sluice.store.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A link that was made. A secret.
 *
 * @param id under which it is revoked; null of one that the store answers, which nothing ends early
 * @param end when it holds no longer
 */
public record MadeLink(ObjectRef object, @Nullable String id, Instant end, What what) {
    /** What there is to call. */
    public sealed interface What {}

    /** One request. */
    public record Single(Call call) implements What {}

    /**
     * An upload in parts.
     *
     * @param parts in the order of their numbers, from 1
     */
    public record Several(String uploadId, List<Call> parts, Call complete, Call abort) implements What {
        public Several {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A request.
     *
     * @param url absolute; of one that Sluice answers, its path
     * @param headers what has to be sent with it
     */
    public record Call(String method, String url, Map<String, String> headers) {
        public Call {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Call[" + method + "]";
        }
    }
}
