package io.sluice.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was written to one key, in order, as its only writer knows it. Thread-safe. */
final class ReplicaKey {
    private final String name;
    private final List<Write> writes = new ArrayList<>();
    private final Map<String, Integer> tags = new HashMap<>();
    private int begun;

    /**
     * @param tag of what was put; empty when it was deleted
     * @param ended when the writer had its answer, in nanoseconds
     */
    private record Write(int replica, String tag, long ended) {}

    ReplicaKey(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The number of a write that begins now: the first is 1. */
    synchronized int begin() {
        begun = writes.size() + 1;
        return begun;
    }

    /** The write that was begun has ended on {@code replica}. */
    synchronized void end(int replica, String tag) {
        writes.add(new Write(replica, tag, System.nanoTime()));
        if (!tag.isEmpty()) {
            tags.put(tag, writes.size());
        }
    }

    /** The oldest write whose result a read may tell that begins now on {@code replica}. */
    synchronized int oldestFor(int replica, long boundNanos) {
        long now = System.nanoTime();
        for (int number = writes.size(); number > 0; number--) {
            Write write = writes.get(number - 1);
            if (write.replica() == replica || now - write.ended() > boundNanos) {
                return number;
            }
        }
        return 0;
    }

    /** Whether there was no object at some time between this write's end and now. */
    synchronized boolean missingSince(int number) {
        boolean beingDeleted = begun > writes.size();
        boolean deleted = number == 0 || writes.get(number - 1).tag().isEmpty();
        return beingDeleted
                || deleted
                || writes.subList(number, writes.size()).stream()
                        .anyMatch(write -> write.tag().isEmpty());
    }

    /** The write that made what has this tag; empty when its answer has not come yet. */
    synchronized Optional<Integer> numberOf(String tag) {
        return Optional.ofNullable(tags.get(tag));
    }

    /** The tag that the last write made; empty when there is no object. */
    synchronized String tag() {
        return writes.isEmpty() ? "" : writes.getLast().tag();
    }

    @Override
    public synchronized String toString() {
        long now = System.nanoTime();
        List<String> last = writes.subList(Math.max(0, writes.size() - 4), writes.size()).stream()
                .map(write ->
                        "%s on %d %d ms ago".formatted(write.tag(), write.replica(), (now - write.ended()) / 1_000_000))
                .toList();
        return "%s, write %d of %d begun: %s".formatted(name, writes.size(), begun, last);
    }
}
