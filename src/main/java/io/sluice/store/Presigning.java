package io.sluice.store;

import org.jspecify.annotations.Nullable;

/** What is to be allowed by a signature. */
public sealed interface Presigning {
    ObjectRef object();

    /**
     * To read the object, or a part of it.
     *
     * @param disposition the {@code Content-Disposition} of the answer; null for the object's own
     */
    record Read(ObjectRef object, @Nullable String disposition) implements Presigning {}

    /**
     * To store the object in one piece, in place of one that is there.
     *
     * @param contentType that it must have; null for any
     * @param length in bytes, exactly; negative for any
     * @param owner whose it is; null for nobody's
     */
    record Write(
            ObjectRef object,
            @Nullable String contentType,
            long length,
            @Nullable String owner) implements Presigning {}

    /** To store one part of an upload. */
    record WritePart(MultipartUpload upload, int number) implements Presigning {
        @Override
        public ObjectRef object() {
            return upload.object();
        }
    }

    /** To make the object of the parts, which the body lists as S3 has it. */
    record Complete(MultipartUpload upload) implements Presigning {
        @Override
        public ObjectRef object() {
            return upload.object();
        }
    }

    /** To drop the parts. */
    record Abort(MultipartUpload upload) implements Presigning {
        @Override
        public ObjectRef object() {
            return upload.object();
        }
    }

    /** The same of another object. */
    default Presigning of(ObjectRef other) {
        return switch (this) {
            case Read(var _, var disposition) -> new Read(other, disposition);
            case Write(var _, var contentType, var length, var owner) -> new Write(other, contentType, length, owner);
            case WritePart(var upload, var number) -> new WritePart(upload.of(other), number);
            case Complete(var upload) -> new Complete(upload.of(other));
            case Abort(var upload) -> new Abort(upload.of(other));
        };
    }
}
