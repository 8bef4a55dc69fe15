package io.sluice.store.local.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes what happens in folders durable. A file that was moved into a folder is durable when that folder is synced, and the
 * entry of the folder in its parent, and so on up to the root. Which entries are is remembered, so a write into a known
 * folder costs one sync. Thread-safe.
 */
public final class Folders {
    private static final int REMEMBERED = 10_000;

    private final Path root;
    private final Map<Path, Identity> durable = new ConcurrentHashMap<>();

    /** Tells a folder from a later one of the same path: a file system gives numbers out again, but not times. */
    private record Identity(@Nullable Object key, FileTime created) {
        static Identity of(Path folder) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            return new Identity(attributes.fileKey(), attributes.creationTime());
        }
    }

    public Folders(Path root) {
        this.root = root;
    }

    /** Returns when all entries of {@code folder}, and it itself, are durable. One that is gone has nothing to keep. */
    public void sync(Path folder) throws IOException {
        try {
            force(folder);
            enter(folder);
        } catch (NoSuchFileException gone) {
            // Its files were deleted by others, who sync what is left.
        }
    }

    /** Returns when the removal of an entry of {@code folder} is durable; the folder may be gone too. */
    public void syncRemoval(Path folder) throws IOException {
        for (Path at = folder; at.startsWith(root); at = parent(at)) {
            try {
                force(at);
                return;
            } catch (NoSuchFileException gone) {
                // Then its own removal is what must be durable.
            }
        }
    }

    /** Removes {@code folder} and its parents below {@code top} as long as they are empty. */
    public void prune(Path folder, Path top) throws IOException {
        for (Path at = folder; !at.equals(top) && at.startsWith(top); at = parent(at)) {
            try {
                Files.deleteIfExists(at);
            } catch (DirectoryNotEmptyException used) {
                return;
            }
        }
    }

    private void enter(Path folder) throws IOException {
        Map<Path, Identity> entered = new HashMap<>();
        for (Path at = folder; !at.equals(root); at = parent(at)) {
            Identity identity = Identity.of(at);
            if (identity.equals(durable.get(at))) {
                break;
            }
            force(parent(at));
            entered.put(at, identity);
        }
        if (durable.size() + entered.size() > REMEMBERED) {
            durable.clear();
        }
        durable.putAll(entered);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("walked above the root of the store");
        }
        return parent;
    }
}
