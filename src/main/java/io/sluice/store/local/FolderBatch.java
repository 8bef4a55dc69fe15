package io.sluice.store.local;

import io.sluice.store.local.files.KeyPath;
import io.sluice.store.local.files.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The entries of one folder in the order of the keys below them, a bounded number at a time, so that the memory of a listing
 * does not grow with the folder.
 */
final class FolderBatch {
    static final int SIZE = 2048;

    private static final Comparator<Item> ORDER =
            Comparator.comparing(item -> item.name().label());

    private FolderBatch() {}

    record Item(KeyPath.Name name, Path path) {}

    /**
     * The first {@link #SIZE} wanted entries; fewer are the last ones.
     *
     * @param after only labels greater than this; every label is greater than none
     */
    static List<Item> next(Path folder, Predicate<KeyPath.Name> wanted, After after) throws IOException {
        PriorityQueue<Item> smallest = new PriorityQueue<>(ORDER.reversed());
        Trees.each(folder, path -> {
            KeyPath.Name name = KeyPath.parse(Trees.name(path));
            if (name != null && after.passed(name.label()) && wanted.test(name)) {
                smallest.add(new Item(name, path));
                if (smallest.size() > SIZE) {
                    smallest.poll();
                }
            }
            return true;
        });
        List<Item> items = new ArrayList<>(smallest);
        items.sort(ORDER);
        return items;
    }

    /** A place between the entries of a folder. */
    interface After {
        After BEGINNING = label -> true;

        boolean passed(String label);

        static After label(String last) {
            return label -> label.compareTo(last) > 0;
        }
    }
}
