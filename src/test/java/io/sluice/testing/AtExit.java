package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What this JVM must not leave behind: child processes, each ended by its own id, and temporary folders. */
final class AtExit {
    private static final Set<Process> CHILDREN = ConcurrentHashMap.newKeySet();
    private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::cleanUp, "end-test-servers"));
    }

    private AtExit() {}

    static Process end(Process child) {
        CHILDREN.removeIf(known -> !known.isAlive());
        CHILDREN.add(child);
        return child;
    }

    static Path temporaryFolder(String name) {
        try {
            Path folder = Files.createTempDirectory("sluice-" + name + "-");
            FOLDERS.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cleanUp() {
        CHILDREN.forEach(AtExit::destroyWithChildren);
        CHILDREN.forEach(AtExit::awaitEnd);
        FOLDERS.forEach(AtExit::delete);
    }

    /** The child first, as one that is watching would start its own children again. */
    private static void destroyWithChildren(Process child) {
        List<ProcessHandle> grandchildren = child.descendants().toList();
        child.destroyForcibly();
        grandchildren.forEach(ProcessHandle::destroyForcibly);
    }

    private static void awaitEnd(Process child) {
        try {
            child.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException leftInTheTemporaryFolder) {
            // The system clears its temporary folder; a failure here must not hide the outcome of the tests.
        }
    }
}
