package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ObjectRef;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.files.Draft;
import io.sluice.store.local.files.FileWork;
import io.sluice.store.local.files.Folders;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.ObjectFile;
import io.sluice.store.local.files.Stripes;
import io.sluice.store.local.files.Trailer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The moments at which objects appear and vanish: condition and rename as one step, durable when it returns. */
final class Commit {
    /** How often a folder may be pruned by others between its making and the rename into it. */
    private static final int ATTEMPTS = 1000;

    private final Layout layout;
    private final Folders folders;
    private final Stripes stripes;

    Commit(Layout layout, Folders folders, Stripes stripes) {
        this.layout = layout;
        this.folders = folders;
        this.stripes = stripes;
    }

    /** What else belongs to a publication; both run while no one else writes the key. */
    interface Companion {
        Companion NONE = new Companion() {};

        /** Before the object appears; a fault prevents it. */
        default void before() throws IOException {}

        /** When it has appeared. */
        default void after() throws IOException {}
    }

    /** Moves a sealed draft to its place. */
    void publish(Draft draft, ObjectRef object, WriteCondition condition, Companion companion) throws IOException {
        layout.requireBucket(object.bucket());
        Path file = layout.file(object);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (moved(draft, object, condition, companion)) {
                settle(() -> folders.sync(folderOf(file)));
                return;
            }
        }
        throw Fault.of(
                FaultCode.STORE_ERROR, "The folder of the object cannot be made, or is deleted again and again.");
    }

    /** Removes an object; what is not there is no failure, unless the condition names a tag. */
    void delete(ObjectRef object, WriteCondition.OfExisting condition) throws IOException {
        layout.requireBucket(object.bucket());
        Path file = layout.file(object);
        stripes.alone(object, () -> {
            check(object, condition);
            return Files.deleteIfExists(file);
        });
        settle(() -> {
            folders.syncRemoval(folderOf(file));
            folders.prune(folderOf(file), layout.bucket(object.bucket()));
        });
    }

    /** False when the folder was pruned meanwhile: then it is to be made again. */
    private boolean moved(Draft draft, ObjectRef object, WriteCondition condition, Companion companion)
            throws IOException {
        Path file = layout.file(object);
        try {
            Files.createDirectories(folderOf(file));
            return stripes.alone(object, () -> {
                companion.before();
                check(object, condition);
                Files.move(draft.path(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                companion.after();
                return true;
            });
        } catch (NoSuchFileException | FileAlreadyExistsException pruned) {
            // The second is what making a folder says when somebody else makes it and removes it at that moment.
            if (Files.exists(draft.path())) {
                return false;
            }
            throw pruned;
        }
    }

    private void check(ObjectRef object, WriteCondition condition) throws IOException {
        switch (condition) {
            case WriteCondition.Always always -> {}
            case WriteCondition.IfAbsent absent -> {
                if (Files.exists(layout.file(object), LinkOption.NOFOLLOW_LINKS)) {
                    throw Fault.of(FaultCode.PRECONDITION_FAILED, "There is an object of this key.");
                }
            }
            case WriteCondition.IfMatches matches -> {
                if (!current(object).etag().equals(matches.etag())) {
                    throw Fault.of(FaultCode.PRECONDITION_FAILED, "The object has another tag.");
                }
            }
        }
    }

    private Trailer current(ObjectRef object) throws IOException {
        try {
            return ObjectFile.trailer(layout.file(object), object.key());
        } catch (NoSuchFileException none) {
            throw layout.missing(object);
        }
    }

    /** A failure after the change: it is there, but perhaps not after a loss of power. */
    private static void settle(FileWork.Action sync) {
        try {
            sync.run();
        } catch (IOException failure) {
            throw FileWork.fault(failure).withUnknownEffect();
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalStateException("an object has no folder");
        }
        return folder;
    }
}
