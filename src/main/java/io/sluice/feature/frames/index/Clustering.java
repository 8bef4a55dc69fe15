package io.sluice.feature.frames.index;

import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.FrameTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Joins the frames of a pack to clusters, so that a pack costs the index one entry for all its cameras, and a late frame in it
 * one more.
 */
public final class Clustering {
    /** No cluster has times in two of these, in nanoseconds. */
    public static final long SLOT = Duration.ofMinutes(10).toNanos();

    /** Frames that are no further apart than this are of one cluster. */
    private static final long NEAR = Duration.ofSeconds(1).toNanos();

    /** A pack of more clusters, such as one of a slow-motion archive, has one for each slot. */
    private static final int MOST = 256;

    private Clustering() {}

    /** Frames of one camera, none of them far from the next. */
    private record Span(String camera, long first, long last) {}

    /** The slot of a time. */
    static int slot(long time) {
        return (int) (time / SLOT);
    }

    static List<FrameCluster> of(FrameTable table) {
        List<Span> spans = new ArrayList<>();
        for (String camera : table.cameras()) {
            addSpans(camera, table.of(camera), spans);
        }
        spans.sort(Comparator.comparingLong(Span::first));
        List<FrameCluster> clusters = joined(spans, NEAR);
        return clusters.size() <= MOST ? clusters : joined(spans, SLOT);
    }

    private static void addSpans(String camera, CameraFrames frames, List<Span> into) {
        long first = frames.time(0);
        long last = first;
        for (int i = 1; i < frames.size(); i++) {
            long time = frames.time(i);
            if (time - last > NEAR || slot(time) != slot(last)) {
                into.add(new Span(camera, first, last));
                first = time;
            }
            last = time;
        }
        into.add(new Span(camera, first, last));
    }

    private static List<FrameCluster> joined(List<Span> spans, long near) {
        List<FrameCluster> clusters = new ArrayList<>();
        TreeSet<String> cameras = new TreeSet<>();
        long first = spans.getFirst().first();
        long last = first;
        for (Span span : spans) {
            if (span.first() - last > near || slot(span.first()) != slot(last)) {
                clusters.add(new FrameCluster(first, last, List.copyOf(cameras)));
                cameras.clear();
                first = span.first();
                last = first;
            }
            last = Math.max(last, span.last());
            cameras.add(span.camera());
        }
        clusters.add(new FrameCluster(first, last, List.copyOf(cameras)));
        return clusters;
    }
}
