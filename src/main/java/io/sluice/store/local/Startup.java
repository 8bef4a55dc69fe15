package io.sluice.store.local;

import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.BucketName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Makes a root ready; blocks for file work. */
final class Startup {
    /** Drafts that nobody has written to for so long were left by a process that was killed; others may share the root. */
    private static final Duration STALE = Duration.ofHours(24);

    private Startup() {}

    /** @throws IllegalStateException when the folder cannot hold a store */
    static Layout prepare(Path root, TimeSource time, Ids ids) {
        try {
            Files.createDirectories(root);
            Layout layout = new Layout(root.toRealPath(), ids);
            Files.createDirectories(layout.drafts());
            Files.createDirectories(layout.locks());
            sweep(layout.drafts(), time.now().minus(STALE));
            return layout;
        } catch (IOException failure) {
            throw new IllegalStateException("The folder " + root + " cannot be used as a store.", failure);
        }
    }

    static void createBucket(Layout layout, Folders folders, BucketName bucket) throws IOException {
        folders.sync(Files.createDirectories(layout.bucket(bucket)));
    }

    private static void sweep(Path drafts, Instant before) throws IOException {
        Trees.each(drafts, path -> {
            if (Files.exists(path)
                    && Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
                Trees.delete(path);
            }
            return true;
        });
    }
}
