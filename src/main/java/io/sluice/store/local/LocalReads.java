package io.sluice.store.local;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.ObjectFile;
import io.sluice.store.local.files.Trailer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/** Reads of one object; every method blocks for file work. */
record LocalReads(Layout layout) {
    ObjectInfo head(ObjectRef object, ReadCondition condition) throws IOException {
        Trailer trailer = trailer(object);
        condition.check(trailer.etag(), trailer.modified());
        return trailer.info();
    }

    ReadRange get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition) throws IOException {
        try (ObjectFile file = open(object)) {
            Trailer trailer = file.trailer();
            condition.check(trailer.etag(), trailer.modified());
            ByteRange.Resolved asked = range.within(trailer.size());
            ByteRange.Resolved paid = new ByteRange.Resolved(asked.offset(), Math.min(asked.length(), maxBytes));
            return new ReadRange(trailer.info(), paid, file.read(paid));
        }
    }

    Map<String, String> tags(ObjectRef object) throws IOException {
        return trailer(object).attributes().tags();
    }

    private Trailer trailer(ObjectRef object) throws IOException {
        try (ObjectFile file = open(object)) {
            return file.trailer();
        }
    }

    /** @throws io.sluice.base.fault.Fault when there is no such object or bucket */
    ObjectFile open(ObjectRef object) throws IOException {
        try {
            return ObjectFile.open(layout.file(object), object.key());
        } catch (NoSuchFileException none) {
            throw layout.missing(object);
        }
    }
}
