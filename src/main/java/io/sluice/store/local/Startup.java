package io.sluice.store.local;

import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.BucketName;
import io.sluice.store.local.files.Folders;
import io.sluice.store.local.files.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a root ready; blocks for file work. */
final class Startup {
    private Startup() {}

    /** @throws IllegalStateException when the folder cannot hold a store */
    static Layout prepare(Path root, TimeSource time, Ids ids) {
        try {
            Files.createDirectories(root);
            Layout layout = new Layout(root.toRealPath(), ids);
            Files.createDirectories(layout.drafts());
            Files.createDirectories(layout.locks());
            new Leftovers(layout, time).removeDrafts();
            return layout;
        } catch (IOException failure) {
            throw new IllegalStateException("The folder " + root + " cannot be used as a store.", failure);
        }
    }

    static void createBucket(Layout layout, Folders folders, BucketName bucket) throws IOException {
        folders.sync(Files.createDirectories(layout.bucket(bucket)));
    }
}
