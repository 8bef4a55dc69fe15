package io.sluice.feature.frames.upkeep;

import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.rewrite.PackRewrite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which packs of one minute are joined with which: small ones, as many as fit into one new pack; and packs that have a frame in
 * common, whatever their size, as a rewrite that did not come to its end leaves them. Each group but those becomes one pack, so that
 * there are fewer after every round, and at last none that would be joined. Confined to one thread at a time.
 */
final class CompactionPlan {
    /** So that what is too much for one new pack is cut where time is, and a range of time lies in one of them. */
    private static final Comparator<Part> BY_TIME = Comparator.comparingLong(Part::arrived)
            .thenComparing(part -> part.key().id())
            .thenComparing(part -> part.key().node());

    private final long memory;
    private final long small;
    private final List<Part> parts = new ArrayList<>();

    /** Of each part the one it is in a group with, itself at the end of the chain. */
    private final List<Integer> with = new ArrayList<>();

    /** In which part a frame was seen, by 64 bits of what it is known by. Two frames with the same bits only join more. */
    private final Map<Long, Integer> seen = new HashMap<>();

    /** @param arrived when the first of its frames did, in nanoseconds since 1970 */
    private record Part(PackKey key, long bytes, int frames, long arrived) {}

    /**
     * @param memory of one rewrite, in bytes
     * @param small packs below are joined, in bytes
     */
    CompactionPlan(long memory, long small) {
        this.memory = memory;
        this.small = small;
    }

    /** @param bytes of the object */
    void add(PackKey key, long bytes, FrameTable table) {
        int number = parts.size();
        with.add(number);
        long arrived = Long.MAX_VALUE;
        for (int order = 0; order < table.size(); order++) {
            PackedFrame frame = table.frame(order);
            arrived = Math.min(arrived, frame.head().logTime());
            Integer other = seen.putIfAbsent(print(frame), number);
            if (other != null) {
                with.set(first(number), first(other));
            }
        }
        parts.add(new Part(key, bytes, table.size(), arrived));
    }

    private int first(int number) {
        int at = number;
        while (with.get(at) != at) {
            at = with.get(at);
        }
        return at;
    }

    /** The packs of each rewrite, at least two. */
    List<List<PackKey>> groups() {
        Map<Integer, List<Part>> related = new TreeMap<>();
        for (int number = 0; number < parts.size(); number++) {
            related.computeIfAbsent(first(number), _ -> new ArrayList<>()).add(parts.get(number));
        }
        List<List<PackKey>> groups = new ArrayList<>();
        List<Part> single = new ArrayList<>();
        related.values().forEach(group -> {
            if (group.size() > 1) {
                groups.add(keys(group));
            } else if (group.getFirst().bytes() < small) {
                single.add(group.getFirst());
            }
        });
        single.sort(BY_TIME);
        cut(single, groups);
        return groups;
    }

    private void cut(List<Part> single, List<List<PackKey>> groups) {
        List<Part> group = new ArrayList<>();
        long bytes = 0;
        int frames = 0;
        for (Part part : single) {
            if (!PackRewrite.fits(bytes + part.bytes(), frames + part.frames(), memory)) {
                end(group, groups);
                bytes = 0;
                frames = 0;
            }
            group.add(part);
            bytes += part.bytes();
            frames += part.frames();
        }
        end(group, groups);
    }

    private static void end(List<Part> group, List<List<PackKey>> groups) {
        if (group.size() > 1) {
            groups.add(keys(group));
        }
        group.clear();
    }

    private static List<PackKey> keys(List<Part> group) {
        return group.stream().map(Part::key).toList();
    }

    private static long print(PackedFrame frame) {
        long print = frame.head().camera().hashCode();
        print = mixed(print, frame.head().publishTime());
        print = mixed(print, frame.head().logTime());
        print = mixed(print, frame.head().sequence());
        print = mixed(print, frame.crc32c().value());
        return mixed(print, frame.place().length());
    }

    /** The finisher of SplitMix64 over both. */
    private static long mixed(long print, long value) {
        long mixed = print * 0x9E3779B97F4A7C15L + value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
