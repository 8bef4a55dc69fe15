package io.sluice.feature.frames.rewrite;

import io.sluice.base.time.Ids;
import io.sluice.feature.frames.pack.PackKey;

/**
 * Keys of packs that come in the place of others. Each sorts after those it replaces, so that a listing, which goes from key to key,
 * cannot pass the place of the new pack before it is there and come to that of an old one when it is gone.
 */
final class NewKeys {
    /** Sorts after what comes behind the node in a key. */
    private static final String LATER = "_";

    private final Ids ids;
    private PackKey last;

    /** @param last of those that are replaced, in the order of keys */
    NewKeys(PackKey last, Ids ids) {
        this.last = last;
        this.ids = ids;
    }

    PackKey next() {
        String id = ids.next();
        String node = id.compareTo(last.id()) > 0 ? last.node() : last.node() + LATER;
        last = new PackKey(last.minute(), node, id);
        return last;
    }
}
