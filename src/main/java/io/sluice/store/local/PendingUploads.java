package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
import io.sluice.store.MultipartUpload.Pending;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.ObjectFile;
import io.sluice.store.local.files.Trailer;
import io.sluice.store.local.files.Trees;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the uploads that have begun and not ended; blocks for file work. */
record PendingUploads(Layout layout) {
    private static final int MOST = 1000;
    private static final Comparator<Pending> ORDER =
            Comparator.comparing(Pending::key).thenComparing(Pending::initiated).thenComparing(Pending::id);

    List<Pending> list(BucketName bucket, String prefix) throws IOException {
        layout.requireBucket(bucket);
        List<Pending> found = new ArrayList<>();
        Trees.each(layout.uploads(bucket), folder -> {
            Pending pending = read(folder);
            if (pending != null && pending.key().value().startsWith(prefix)) {
                found.add(pending);
            }
            return true;
        });
        return found.stream().sorted(ORDER).limit(MOST).toList();
    }

    /** Null when it has ended meanwhile, or is damaged. */
    private static @Nullable Pending read(Path folder) throws IOException {
        try {
            Trailer trailer = ObjectFile.trailer(UploadFolder.start(folder));
            return new Pending(trailer.key(), Trees.name(folder), trailer.modified());
        } catch (NoSuchFileException gone) {
            return null;
        } catch (Fault fault) {
            if (fault.code() != FaultCode.STORE_CORRUPT) {
                throw fault;
            }
            return null;
        }
    }
}
