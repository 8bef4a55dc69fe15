package io.sluice.feature.frames.index;

import io.sluice.feature.frames.pack.PackKey;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The index of one process alone. By slots of the frames' time it keeps clusters, by minutes of arrival packs: some hundred bytes
 * for a pack, whatever the number of its frames.
 */
public final class MemoryPackIndex implements PackIndex {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final CameraNumbers cameras = new CameraNumbers();
    private final Map<String, String> nodes = new HashMap<>();
    private final NavigableMap<Integer, Slot> slots = new TreeMap<>();
    private final NavigableMap<Integer, ArrivedPacks> minutes = new TreeMap<>();
    private long weight;

    @Override
    public Uni<Void> add(PackFacts pack) {
        found(List.of(pack));
        return Uni.createFrom().voidItem();
    }

    @Override
    public void found(List<PackFacts> packs) {
        locked(() -> packs.forEach(this::enter));
    }

    @Override
    public Uni<Void> replace(List<PackKey> old, List<PackFacts> with) {
        List<PackRef> gone = old.stream().map(MemoryPackIndex::bare).toList();
        locked(() -> {
            gone.stream()
                    .collect(Collectors.groupingBy(PackRef::minute))
                    .forEach((minute, packs) ->
                            take(minute, pack -> packs.stream().anyMatch(pack::is)));
            with.forEach(this::enter);
        });
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<PackFacts>> recall(List<PackKey> packs) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public boolean has(PackKey pack) {
        PackRef wanted = bare(pack);
        lock.readLock().lock();
        try {
            ArrivedPacks arrived = minutes.get(wanted.minute());
            return arrived != null && arrived.has(wanted);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public List<PackKey> arrived(int from, int to) {
        lock.readLock().lock();
        try {
            return minutes.subMap(from, to).values().stream()
                    .flatMap(arrived -> arrived.packs().stream())
                    .map(PackRef::key)
                    .toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public List<Candidate> find(String camera, long from, long to) {
        List<Candidate> candidates = new ArrayList<>();
        lock.readLock().lock();
        try {
            int number = cameras.of(camera);
            if (number != CameraNumbers.UNKNOWN && from <= to) {
                slots.subMap(Clustering.slot(from), true, Clustering.slot(to), true).values().stream()
                        .filter(slot -> slot.has(number))
                        .forEach(slot -> slot.find(number, from, to, candidates));
            }
        } finally {
            lock.readLock().unlock();
        }
        candidates.sort(Comparator.comparingLong(Candidate::first));
        return candidates;
    }

    @Override
    public List<CameraTotals> cameras() {
        lock.readLock().lock();
        try {
            long[] packs = new long[cameras.size()];
            long[] frames = new long[cameras.size()];
            long[] bytes = new long[cameras.size()];
            minutes.values()
                    .forEach(arrived -> arrived.each((camera, ofPacks, ofFrames, ofBytes) -> {
                        packs[camera] += ofPacks;
                        frames[camera] += ofFrames;
                        bytes[camera] += ofBytes;
                    }));
            List<CameraTotals> all = new ArrayList<>();
            for (int camera = 0; camera < packs.length; camera++) {
                Slot first = firstWith(camera, slots.values());
                Slot last = firstWith(camera, slots.descendingMap().values());
                if (first != null && last != null) {
                    all.add(new CameraTotals(
                            cameras.name(camera),
                            packs[camera],
                            frames[camera],
                            bytes[camera],
                            first.first(camera),
                            last.last(camera)));
                }
            }
            all.sort(Comparator.comparing(CameraTotals::camera));
            return all;
        } finally {
            lock.readLock().unlock();
        }
    }

    private static @Nullable Slot firstWith(int camera, Collection<Slot> slots) {
        for (Slot slot : slots) {
            if (slot.has(camera)) {
                return slot;
            }
        }
        return null;
    }

    @Override
    public void forget(int fromMinute, int toMinute) {
        locked(() -> List.copyOf(minutes.subMap(fromMinute, toMinute).keySet())
                .forEach(minute -> take(minute, any -> true)));
    }

    @Override
    public long weight() {
        lock.readLock().lock();
        try {
            return weight;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void onTold(Consumer<PackFacts> listener) {
        // There is nobody to tell of anything.
    }

    private void enter(PackFacts facts) {
        PackRef pack = new PackRef(facts, nodes.computeIfAbsent(facts.key().node(), same -> same));
        ArrivedPacks arrived = minutes.computeIfAbsent(pack.minute(), minute -> new ArrivedPacks());
        if (arrived.has(pack)) {
            return;
        }
        weight -= arrived.packs().isEmpty() ? 0 : arrived.weight();
        arrived.add(pack);
        facts.cameras().forEach((camera, share) -> arrived.count(cameras.add(camera), share));
        weight += arrived.weight();
        for (FrameCluster cluster : facts.clusters()) {
            Slot slot = slots.computeIfAbsent(Clustering.slot(cluster.first()), number -> new Slot());
            weight -= slot.empty() ? 0 : slot.weight();
            slot.add(
                    cluster,
                    pack,
                    cluster.cameras().stream().mapToInt(cameras::add).toArray());
            weight += slot.weight();
        }
    }

    private void take(int minute, Predicate<PackRef> which) {
        ArrivedPacks arrived = minutes.get(minute);
        if (arrived == null) {
            return;
        }
        weight -= arrived.weight();
        List<PackRef> gone = arrived.remove(which);
        if (arrived.packs().isEmpty()) {
            minutes.remove(minute);
        } else {
            weight += arrived.weight();
        }
        if (!gone.isEmpty()) {
            int first = gone.stream().mapToInt(PackRef::firstSlot).min().orElseThrow();
            int last = gone.stream().mapToInt(PackRef::lastSlot).max().orElseThrow();
            Set<PackRef> all = Collections.newSetFromMap(new IdentityHashMap<>());
            all.addAll(gone);
            List.copyOf(slots.subMap(first, true, last, true).keySet()).forEach(slot -> takeFrom(slot, all));
        }
    }

    private void takeFrom(int number, Set<PackRef> gone) {
        Slot slot = slots.get(number);
        if (slot == null) {
            return;
        }
        weight -= slot.weight();
        slot.remove(gone);
        if (slot.empty()) {
            slots.remove(number);
        } else {
            weight += slot.weight();
        }
    }

    /** Only to be compared. */
    private static PackRef bare(PackKey key) {
        return new PackRef(new PackFacts(key, 0, List.of(), Map.of()), key.node());
    }

    private void locked(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
