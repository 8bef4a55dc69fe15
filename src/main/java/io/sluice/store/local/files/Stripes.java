package io.sluice.store.local.files;

import io.sluice.store.ObjectRef;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Exclusion of writers of one key, among the threads of this process and among processes on one root. Held for a check and
 * a rename, never while bytes are moved.
 *
 * <p>A lock on a file belongs to the process and is lost when any channel on that file is closed, so the locks of this
 * process come first and are shared by all stores in it; two roots that share one only wait a little more.
 */
public final class Stripes {
    private static final int STRIPES = 256;
    private static final ReentrantLock[] LOCKS =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    private final Path folder;
    private final int root;

    private Stripes(Path folder, int root) {
        this.folder = folder;
        this.root = root;
    }

    /** @param folder of the lock files, the same for all processes */
    public static Stripes in(Path folder) throws IOException {
        Object identity =
                Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        return new Stripes(folder, Objects.requireNonNullElse(identity, folder).hashCode());
    }

    /** Runs {@code call} while no one else does for the same object. */
    public <T> T alone(ObjectRef object, FileWork.Call<T> call) throws IOException {
        int stripe = Math.floorMod(object.toString().hashCode(), STRIPES);
        ReentrantLock lock = LOCKS[Math.floorMod(root + stripe, STRIPES)];
        lock.lock();
        try {
            return amongProcesses(folder.resolve(Integer.toString(stripe)), call);
        } finally {
            lock.unlock();
        }
    }

    private static <T> T amongProcesses(Path file, FileWork.Call<T> call) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.lock();
            try {
                return call.run();
            } finally {
                lock.release();
            }
        }
    }
}
