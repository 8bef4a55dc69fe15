package io.sluice.feature.frames.sweep;

import io.sluice.feature.frames.pack.PackKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Packs that are damaged, and stay as they are.
 *
 * @param count of all
 * @param some of them, at most {@link #MOST}
 */
public record LeftPacks(long count, List<PackKey> some) {
    public static final int MOST = 100;
    static final LeftPacks NONE = new LeftPacks(0, List.of());

    public LeftPacks {
        some = List.copyOf(some);
    }

    static LeftPacks of(Collection<PackKey> packs) {
        return new LeftPacks(packs.size(), packs.stream().limit(MOST).toList());
    }

    LeftPacks and(LeftPacks others) {
        return new LeftPacks(
                count + others.count,
                Stream.concat(some.stream(), others.some.stream()).limit(MOST).toList());
    }
}
