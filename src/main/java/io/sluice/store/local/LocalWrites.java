package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.files.Draft;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.ObjectFile;
import io.sluice.store.local.files.Trailer;
import io.sluice.store.local.files.Trailers;
import java.io.IOException;
import java.util.Map;

/** Writes of one object; every method blocks for file work. */
record LocalWrites(Layout layout, Trailers trailers, Commit commit, LocalReads reads) {
    /** How often a change of tags begins again because the object was replaced meanwhile. */
    private static final int TAGGINGS = 100;

    /** A put, around the writing of its body. */
    BodyWriter.Job<Stored> put(ObjectRef object, Attributes attributes, WriteCondition condition) {
        return new BodyWriter.Job<>() {
            @Override
            public Draft open() throws IOException {
                LocalTags.require(attributes.tags());
                layout.requireBucket(object.bucket());
                return layout.newDraft();
            }

            @Override
            public Stored finish(Draft draft) throws IOException {
                Trailer trailer = trailers.of(draft, object.key(), attributes);
                draft.seal(trailer);
                commit.publish(draft, object, condition, Commit.Companion.NONE);
                return trailer.stored();
            }
        };
    }

    Stored copy(ObjectRef source, ETag etag, ObjectRef target, WriteCondition condition) throws IOException {
        layout.requireBucket(target.bucket());
        try (ObjectFile file = reads.open(source)) {
            Trailer from = file.trailer();
            if (!from.etag().equals(etag)) {
                throw Fault.of(FaultCode.PRECONDITION_FAILED, "The source has another tag.");
            }
            Trailer copy = trailers.fresh(target.key(), from.size(), from.attributes(), from.crc32c());
            return rewrite(file, copy, target, condition);
        }
    }

    /** Keeps the tag of the object, so it may replace only the one whose bytes it has copied. */
    void setTags(ObjectRef object, Map<String, String> tags) throws IOException {
        LocalTags.require(tags);
        for (int attempt = 0; attempt < TAGGINGS; attempt++) {
            if (tagged(object, tags)) {
                return;
            }
        }
        throw Fault.of(FaultCode.WRITE_CONFLICT, "The object is replaced again and again.");
    }

    private boolean tagged(ObjectRef object, Map<String, String> tags) throws IOException {
        try (ObjectFile file = reads.open(object)) {
            Trailer trailer = file.trailer();
            rewrite(file, trailer.withTags(tags), object, WriteCondition.matches(trailer.etag()));
            return true;
        } catch (Fault fault) {
            if (fault.code() == FaultCode.PRECONDITION_FAILED) {
                return false;
            }
            throw fault;
        }
    }

    private Stored rewrite(ObjectFile from, Trailer trailer, ObjectRef target, WriteCondition condition)
            throws IOException {
        try (Draft draft = layout.newDraft()) {
            draft.transferFrom(from);
            draft.seal(trailer);
            commit.publish(draft, target, condition, Commit.Companion.NONE);
            return trailer.stored();
        }
    }
}
