package io.sluice.feature.operations.http;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The audit trail over the embedded store. */
class LocalAuditIT extends AuditContract {
    @Override
    protected Setup setup() {
        return Setup.embedded();
    }

    /** Not on the disk, where the store itself would notice: as whoever may write to it. */
    @Override
    void tamper(SluiceProcess sluice, String key, String from, String to) {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            ObjectStore store =
                    new LocalObjectStore(sluice.folder().resolve("data"), threads, TimeSource.system(), Ids.system());
            BucketName audit = new BucketName("audit");
            ListQuery all = new ListQuery(audit, "lines/", null, null, 1000);
            for (ListPage.Entry entry : Await.on(store.list(all)).objects()) {
                ObjectRef object = new ObjectRef(audit, entry.key());
                var read = Await.on(store.get(object, ByteRange.all(), 1 << 20, ReadCondition.NONE));
                String text = StandardCharsets.UTF_8.decode(read.joined()).toString();
                if (text.contains(key) && text.contains(from)) {
                    byte[] bytes = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
                    Await.on(store.put(object, Attributes.NONE, WriteCondition.NONE, Body.of(ByteBuffer.wrap(bytes))));
                }
            }
        }
    }
}
