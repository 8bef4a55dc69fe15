package io.sluice.store.local;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSettings;
import io.sluice.store.ETag;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.MultipartUpload;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.files.FileWork;
import io.sluice.store.local.files.Folders;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.Stripes;
import io.sluice.store.local.files.Trailers;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The store port on a folder: for laptops, edge boxes and tests.
 *
 * <p>An object is one file that appears by a rename; what is acknowledged has been synced to the disk. Several processes may
 * share a root on one machine. Thread-safe. All file work runs on the executor handed in, whose threads it blocks; results
 * come on them too. The buffers of a read belong to the caller.
 */
public final class LocalObjectStore implements ObjectStore {
    private final FileWork files;
    private final BodyWriter bodies;
    private final Layout layout;
    private final Folders folders;
    private final LocalReads reads;
    private final LocalWrites writes;
    private final LocalMultipart multipart;
    private final Leftovers leftovers;
    private final KeptSettings settings;
    private final Expiry expiry;

    /**
     * Makes the folder ready, which blocks for a moment.
     *
     * @param root made when it is not there
     * @param io for blocking file work; it must not run tasks on the thread that hands them in
     * @throws IllegalStateException naming the folder, when it cannot hold a store
     */
    public LocalObjectStore(Path root, Executor io, TimeSource time, Ids ids) {
        this.files = new FileWork(io);
        this.bodies = new BodyWriter(io);
        this.layout = Startup.prepare(root, time, ids);
        this.folders = new Folders(layout.root());
        Trailers trailers = new Trailers(time, ids);
        Commit commit = new Commit(layout, folders, stripes(layout));
        this.reads = new LocalReads(layout);
        this.writes = new LocalWrites(layout, trailers, commit, reads);
        this.leftovers = new Leftovers(layout, time);
        this.multipart = new LocalMultipart(layout, folders, trailers, commit);
        this.settings = new KeptSettings(layout, folders, files);
        this.expiry = new Expiry(settings, commit, multipart);
    }

    /**
     * Removes what was begun and left: uploads that nobody has touched for {@code age}, and drafts for a day; and what the lifecycle
     * rules of the buckets say. Whoever comes back to such an upload is told that there is none.
     */
    public Uni<LocalSweep.Swept> sweep(Duration age) {
        return files.call(() -> {
            leftovers.removeDrafts();
            LocalSweep.Swept ended = expiry.sweep();
            return new LocalSweep.Swept(leftovers.removeUploads(age) + ended.uploads(), ended.objects());
        });
    }

    /** What is set on its buckets. */
    public BucketSettings settings() {
        return settings;
    }

    private static Stripes stripes(Layout layout) {
        try {
            return Stripes.in(layout.locks());
        } catch (IOException failure) {
            throw new IllegalStateException("The folder " + layout.root() + " cannot be used as a store.", failure);
        }
    }

    @Override
    public Uni<Void> ensureBucket(BucketName bucket) {
        return files.run(() -> Startup.createBucket(layout, folders, bucket));
    }

    @Override
    public Uni<Void> ping(BucketName bucket) {
        return files.run(() -> layout.requireBucket(bucket));
    }

    @Override
    public Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition) {
        return files.call(() -> reads.head(object, condition));
    }

    @Override
    public Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) {
        return files.call(() -> reads.get(object, range, maxBytes, condition));
    }

    @Override
    public Uni<Map<String, String>> tags(ObjectRef object) {
        return files.call(() -> reads.tags(object));
    }

    @Override
    public Uni<ListPage> list(ListQuery query) {
        return files.call(() -> LocalListing.page(layout, query));
    }

    @Override
    public Uni<Stored> put(ObjectRef object, Attributes attributes, WriteCondition condition, Body body) {
        return bodies.write(body, writes.put(object, attributes, condition));
    }

    @Override
    public Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition) {
        return files.run(() -> writes.commit().delete(object, condition));
    }

    @Override
    public Uni<Stored> copy(ObjectRef source, ETag etag, ObjectRef target, WriteCondition condition) {
        return files.call(() -> writes.copy(source, etag, target, condition));
    }

    @Override
    public Uni<Void> setTags(ObjectRef object, Map<String, String> tags) {
        return files.run(() -> writes.setTags(object, tags));
    }

    @Override
    public Uni<MultipartUpload> createMultipart(ObjectRef object, Attributes attributes, boolean verified) {
        return files.call(() -> multipart.create(object, attributes, verified));
    }

    @Override
    public Uni<MultipartUpload.Part> putPart(MultipartUpload upload, int number, Body body) {
        return bodies.write(body, multipart.put(upload, number));
    }

    @Override
    public Uni<Stored> completeMultipart(MultipartUpload upload, MultipartUpload.Completion completion) {
        return files.call(() -> multipart.complete(upload, completion));
    }

    @Override
    public Uni<Void> abortMultipart(MultipartUpload upload) {
        return files.run(() -> multipart.abort(upload));
    }

    @Override
    public Uni<List<MultipartUpload.Part>> listParts(MultipartUpload upload) {
        return files.call(() -> multipart.parts(upload));
    }

    @Override
    public Uni<List<MultipartUpload.Pending>> listMultipart(BucketName bucket, String prefix) {
        return files.call(() -> new PendingUploads(layout).list(bucket, prefix));
    }
}
