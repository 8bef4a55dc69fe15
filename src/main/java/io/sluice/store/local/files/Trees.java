package io.sluice.store.local.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Folders with all that is in them. */
public final class Trees {
    private Trees() {}

    /** What is done with one entry; false ends the walk over its folder. */
    public interface Visitor {
        boolean visit(Path entry) throws IOException;
    }

    /** Shows the entries of {@code folder} in no order; what is not there, no folder or a link to one has none. */
    public static void each(Path folder, Visitor visitor) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!visitor.visit(entry)) {
                    return;
                }
            }
        } catch (NoSuchFileException gone) {
            // Deleted by another writer, as good as empty.
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
    }

    /** Removes a file, or a folder with its files; links are not followed. What others remove meanwhile is no failure. */
    public static void delete(Path path) throws IOException {
        each(path, entry -> {
            delete(entry);
            return true;
        });
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException refilled) {
            // Another process still writes there; what it leaves is removed as stale later.
        }
    }

    public static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
