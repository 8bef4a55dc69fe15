package io.sluice.feature.frames.index;

import io.sluice.feature.frames.pack.PackKey;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which packs hold frames of a camera between two times, by the times of the frames, whenever they arrived. It answers from the
 * memory of this process, and grows with packs and cameras, not with frames. What it is told other replicas may learn from it;
 * whether they do or not, nothing fails and nothing is wrong, as the bucket is asked what packs there are. Thread-safe.
 */
public interface PackIndex {
    /** Enters a pack that this process has just stored. Completes when other replicas are told, or cannot be; never fails. */
    Uni<Void> add(PackFacts pack);

    /** Enters packs that were found in the bucket. Those that are known already are passed over. */
    void found(List<PackFacts> packs);

    /**
     * Puts packs in the place of others, which are about to be deleted; with none, only forgets those. A reader finds either the
     * ones or the others, never none of them. Completes when other replicas are told, or cannot be; never fails.
     */
    Uni<Void> replace(List<PackKey> old, List<PackFacts> with);

    /** What others have learnt of packs that are not known here, of as many as they have. Never fails. */
    Uni<List<PackFacts>> recall(List<PackKey> packs);

    boolean has(PackKey pack);

    /**
     * The known packs of some minutes of arrival.
     *
     * @param from the first, counted from 1970
     * @param to the one after the last
     */
    List<PackKey> arrived(int from, int to);

    /** The packs that may have frames of a camera in a range, both ends included, by their first times. */
    List<Candidate> find(String camera, long from, long to);

    /** All cameras that are known, by name. */
    List<CameraTotals> cameras();

    /** Makes room: what arrived in some minutes is no longer known to this process. Others keep it. */
    void forget(int fromMinute, int toMinute);

    /** About how much memory of this process it takes, in bytes. */
    long weight();

    /** Calls {@code listener} with each pack that another replica tells of, on any thread; it must not block. */
    void onTold(Consumer<PackFacts> listener);
}
