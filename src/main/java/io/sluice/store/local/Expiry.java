package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.Aspect;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.MultipartUpload;
import io.sluice.store.ObjectRef;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Carries out the lifecycle rules of buckets; blocks for file work. What is replaced meanwhile begins its time anew. */
record Expiry(KeptSettings settings, Commit commit, LocalMultipart multipart) {
    LocalSweep.Swept sweep() throws IOException {
        Counts counts = new Counts();
        Trees.each(layout().settings(), folder -> {
            BucketName bucket = new BucketName(Trees.name(folder));
            if (Files.isDirectory(layout().bucket(bucket))
                    && settings.stored(bucket, Aspect.LIFECYCLE) instanceof BucketSetting.Lifecycle(var rules)) {
                for (LifecycleRule rule : rules) {
                    counts.objects += rule.expireDays() > 0 ? expire(bucket, rule) : 0;
                    counts.uploads += rule.abortUploadsDays() > 0 ? abort(bucket, rule) : 0;
                }
            }
            return true;
        });
        return new LocalSweep.Swept(counts.uploads, counts.objects);
    }

    /** Of all buckets. */
    private static final class Counts {
        private int uploads;
        private int objects;
    }

    private Layout layout() {
        return settings.layout();
    }

    private Instant before(int days) {
        return multipart.trailers().time().now().minus(Duration.ofDays(days));
    }

    private int expire(BucketName bucket, LifecycleRule rule) throws IOException {
        Instant before = before(rule.expireDays());
        int removed = 0;
        ListCursor after = null;
        do {
            ListPage page = page(bucket, rule.prefix(), after);
            for (ListPage.Entry entry : page.objects()) {
                removed += entry.lastModified().isBefore(before) && remove(bucket, entry) ? 1 : 0;
            }
            after = page.next();
        } while (after != null);
        return removed;
    }

    private ListPage page(BucketName bucket, String prefix, @Nullable ListCursor after) throws IOException {
        return LocalListing.page(layout(), new ListQuery(bucket, prefix, null, after, ListQuery.MAX_LIMIT));
    }

    private boolean remove(BucketName bucket, ListPage.Entry entry) throws IOException {
        try {
            commit.delete(new ObjectRef(bucket, entry.key()), WriteCondition.matches(entry.etag()));
            return true;
        } catch (Fault fault) {
            boolean changed = switch (fault.code()) {
                case PRECONDITION_FAILED, OBJECT_NOT_FOUND, STORE_CORRUPT -> true;
                default -> false;
            };
            if (!changed) {
                throw fault;
            }
            return false;
        }
    }

    private int abort(BucketName bucket, LifecycleRule rule) throws IOException {
        Instant before = before(rule.abortUploadsDays());
        int aborted = 0;
        for (MultipartUpload.Pending upload : new PendingUploads(layout()).list(bucket, rule.prefix())) {
            if (upload.initiated().isBefore(before)) {
                multipart.abort(new MultipartUpload(new ObjectRef(bucket, upload.key()), upload.id(), true));
                aborted++;
            }
        }
        return aborted;
    }
}
