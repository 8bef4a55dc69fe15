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

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** What an id begins with, its time. */
    private static final int TIME = 10;

    private static final String END_OF_TIME = "7ZZZZZZZZZ";

    private final Ids ids;
    private PackKey last;

    /** @param last of those that are replaced, in the order of keys */
    NewKeys(PackKey last, Ids ids) {
        this.last = last;
        this.ids = ids;
    }

    /** When the clock of this process is behind, the id has the moment after the last one's; when there is none, the node a mark. */
    PackKey next() {
        String id = ids.next();
        String node = last.node();
        if (id.compareTo(last.id()) <= 0) {
            String time = last.id().substring(0, TIME);
            if (time.equals(END_OF_TIME)) {
                node += LATER;
            } else {
                id = following(time) + id.substring(TIME);
            }
        }
        last = new PackKey(last.minute(), node, id);
        return last;
    }

    private static String following(String time) {
        StringBuilder next = new StringBuilder(time);
        int at = TIME - 1;
        while (next.charAt(at) == DIGITS.charAt(DIGITS.length() - 1)) {
            next.setCharAt(at--, DIGITS.charAt(0));
        }
        next.setCharAt(at, DIGITS.charAt(DIGITS.indexOf(next.charAt(at)) + 1));
        return next.toString();
    }
}
