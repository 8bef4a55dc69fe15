package io.sluice.edge.gateway;

import java.util.List;

/**
 * What is declared of a bucket for readers that show no credentials.
 *
 * @param prefixes one of which a key begins with that anybody may read; an empty one is all
 * @param immutable prefixes of keys whose objects are never replaced
 * @param cacheControl what caches are told of all others that say nothing themselves
 * @param cors what scripts of other pages may do
 */
public record PublicBucket(List<String> prefixes, List<String> immutable, String cacheControl, CorsPolicy cors) {
    public static final PublicBucket NONE = new PublicBucket(List.of(), List.of(), "no-store", CorsPolicy.NONE);

    public PublicBucket {
        prefixes = List.copyOf(prefixes);
        immutable = List.copyOf(immutable);
    }

    public boolean shows(String key) {
        return begins(prefixes, key);
    }

    public boolean isImmutable(String key) {
        return begins(immutable, key);
    }

    private static boolean begins(List<String> prefixes, String key) {
        for (String prefix : prefixes) {
            if (key.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
