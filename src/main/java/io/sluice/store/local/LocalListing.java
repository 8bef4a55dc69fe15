package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ETag;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectKey;
import io.sluice.store.local.files.KeyPath;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.ObjectFile;
import io.sluice.store.local.files.Raw;
import io.sluice.store.local.files.Trailer;
import io.sluice.store.local.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing: a walk over the folders in the order of the keys, that skips folders out of range and ends with the
 * page. Names are in {@link Raw} form. One use by one thread; blocks for file work.
 */
final class LocalListing {
    /** Stands for the tag of an object whose file is damaged, so that it can be seen, and deleted. */
    static final ETag DAMAGED = new ETag("damaged");

    private final Layout layout;
    private final ListQuery query;
    private final String prefix;
    private final @Nullable String after;
    private final PageBuilder page;

    private LocalListing(Layout layout, ListQuery query) {
        this.layout = layout;
        this.query = query;
        this.prefix = Raw.of(query.prefix());
        this.after = query.after() == null ? null : Raw.of(query.after().key());
        this.page = new PageBuilder(query);
    }

    static ListPage page(Layout layout, ListQuery query) throws IOException {
        if (query.delimiter() != null && !query.delimiter().equals("/")) {
            throw Fault.of(FaultCode.NOT_SUPPORTED, "The only delimiter of this store is '/'.");
        }
        layout.requireBucket(query.bucket());
        return new LocalListing(layout, query).walk();
    }

    private ListPage walk() throws IOException {
        String above = query.prefix().substring(0, query.prefix().lastIndexOf('/') + 1);
        Path bucket = layout.bucket(query.bucket());
        if (above.length() <= ObjectKey.MAX_BYTES) {
            walk(KeyPath.folder(bucket, above), Raw.of(above));
        }
        return page.build();
    }

    /**
     * When something is gone, what is behind it is looked up again: whoever deletes an object that has a successor with a later key
     * is not to have both missed.
     */
    private void walk(Path folder, String above) throws IOException {
        FolderBatch.After from = FolderBatch.After.BEGINNING;
        List<FolderBatch.Item> items;
        boolean again;
        do {
            again = false;
            items = FolderBatch.next(folder, name -> inRange(name.kind(), above + name.label()), from);
            for (FolderBatch.Item item : items) {
                visit(item, above + item.name().label());
                if (page.over()) {
                    return;
                }
                from = FolderBatch.After.label(item.name().label());
                again = !Files.exists(item.path(), LinkOption.NOFOLLOW_LINKS);
                if (again) {
                    break;
                }
            }
        } while (again || items.size() == FolderBatch.SIZE);
    }

    private void visit(FolderBatch.Item item, String name) throws IOException {
        switch (item.name().kind()) {
            case OBJECT -> addObject(item.path(), name);
            case MORE_OF_A_SEGMENT -> walk(item.path(), name);
            case FOLDER -> {
                if (!rolledUp(name)) {
                    walk(item.path(), name);
                } else if (hasObject(item.path())) {
                    page.add(Raw.text(name));
                }
            }
        }
    }

    /** Whether the listing may have something of this object, or below this folder. */
    private boolean inRange(KeyPath.Kind kind, String name) {
        boolean covers = kind != KeyPath.Kind.OBJECT;
        boolean prefixed = name.startsWith(prefix) || (covers && prefix.startsWith(name));
        if (!prefixed || after == null || name.compareTo(after) > 0) {
            return prefixed;
        }
        return covers && after.startsWith(name) && !(kind == KeyPath.Kind.FOLDER && rolledUp(name));
    }

    private boolean rolledUp(String folder) {
        return query.delimiter() != null && folder.length() > prefix.length();
    }

    private void addObject(Path file, String name) throws IOException {
        ListPage.Entry entry = entry(file, name);
        if (entry != null) {
            page.add(entry);
        }
    }

    /** Null when it was deleted meanwhile, or is no file of this store. */
    private static ListPage.@Nullable Entry entry(Path file, String name) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try {
            ObjectKey key = new ObjectKey(Raw.text(name));
            return entry(file, key);
        } catch (NoSuchFileException gone) {
            return null;
        } catch (Fault noKey) {
            if (noKey.code() == FaultCode.INVALID_KEY || noKey.code() == FaultCode.KEY_TOO_LONG) {
                return null;
            }
            throw noKey;
        }
    }

    private static ListPage.Entry entry(Path file, ObjectKey key) throws IOException {
        try {
            Trailer trailer = ObjectFile.trailer(file, key);
            return new ListPage.Entry(key, trailer.size(), trailer.etag(), trailer.modified());
        } catch (Fault fault) {
            if (fault.code() != FaultCode.STORE_CORRUPT) {
                throw fault;
            }
            return new ListPage.Entry(
                    key,
                    Files.size(file),
                    DAMAGED,
                    Files.getLastModifiedTime(file).toInstant());
        }
    }

    /** Whether there is any object below a folder; writers leave empty ones behind for a moment. */
    private static boolean hasObject(Path folder) throws IOException {
        boolean[] found = {false};
        Trees.each(folder, path -> {
            KeyPath.Name name = KeyPath.parse(Trees.name(path));
            if (name != null) {
                found[0] = name.kind() == KeyPath.Kind.OBJECT
                        ? Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        : hasObject(path);
            }
            return !found[0];
        });
        return found[0];
    }
}
