package io.sluice.store.local;

import io.sluice.base.time.TimeSource;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds what nobody will end any more; blocks for file work. Other processes may use the same root, so only the time of the last
 * touch tells whether something is in use.
 */
record Leftovers(Layout layout, TimeSource time) {
    /** Drafts that nobody has written to for so long were left by a process that was killed. */
    private static final Duration STALE_DRAFT = Duration.ofHours(24);

    /** Says that an upload is in use: its folder counts as changed now, as by every part that comes into it. */
    void touch(Path upload) throws IOException {
        try {
            Files.setLastModifiedTime(upload, FileTime.from(time.now()));
        } catch (NoSuchFileException gone) {
            // It has ended; whoever wants it finds out by itself.
        }
    }

    void removeDrafts() throws IOException {
        Instant before = time.now().minus(STALE_DRAFT);
        Trees.each(layout.drafts(), draft -> {
            if (untouchedSince(before, draft)) {
                Trees.delete(draft);
            }
            return true;
        });
    }

    /** Removes uploads that nobody has touched for {@code age}, and tells how many. */
    int removeUploads(Duration age) throws IOException {
        Instant before = time.now().minus(age);
        int[] removed = {0};
        Trees.each(layout.uploads(), bucket -> {
            Trees.each(bucket, upload -> {
                removed[0] += untouchedSince(before, upload) && remove(upload) ? 1 : 0;
                return true;
            });
            return true;
        });
        return removed[0];
    }

    /** By a rename first, so that whoever comes now finds all of it or nothing. */
    private boolean remove(Path upload) throws IOException {
        Path trash = layout.newDraftPath();
        try {
            Files.move(upload, trash, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException ended) {
            return false;
        }
        Trees.delete(trash);
        return true;
    }

    private static boolean untouchedSince(Instant before, Path path) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(before);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
