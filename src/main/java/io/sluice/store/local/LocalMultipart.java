package io.sluice.store.local;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.ObjectRef;
import io.sluice.store.Stored;
import io.sluice.store.local.files.Draft;
import io.sluice.store.local.files.Folders;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.Trailer;
import io.sluice.store.local.files.Trailers;
import io.sluice.store.local.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Multipart uploads; every method blocks for file work. A folder appears and vanishes whole, by a rename. */
record LocalMultipart(Layout layout, Folders folders, Trailers trailers, Commit commit) {
    MultipartUpload create(ObjectRef object, Attributes attributes, boolean verified) throws IOException {
        LocalTags.require(attributes.tags());
        layout.requireBucket(object.bucket());
        String id = layout.ids().next();
        Path draft = Files.createDirectory(layout.newDraftPath());
        try (Draft start = Draft.create(UploadFolder.start(draft))) {
            start.seal(trailers.of(start, object.key(), attributes));
            folders.syncRemoval(draft);
            Path uploads = Files.createDirectories(layout.uploads(object.bucket()));
            Files.move(draft, uploads.resolve(id), StandardCopyOption.ATOMIC_MOVE);
            folders.sync(uploads);
        } finally {
            Trees.delete(draft);
        }
        return new MultipartUpload(object, id, verified);
    }

    /** One part, around the writing of its body. */
    BodyWriter.Job<Part> put(MultipartUpload upload, int number) {
        return new BodyWriter.Job<>() {
            @Override
            public Draft open() throws IOException {
                if (number < 1 || number > MultipartUpload.MAX_PARTS) {
                    throw Fault.of(FaultCode.INVALID_PARAMETER, "Parts are numbered from 1 to 10,000.");
                }
                UploadFolder folder = UploadFolder.of(layout, upload);
                folder.begun();
                leftovers().touch(folder.folder());
                return layout.newDraft();
            }

            @Override
            public Part finish(Draft draft) throws IOException {
                Trailer trailer = trailers.of(draft, upload.object().key(), Attributes.NONE);
                draft.seal(trailer);
                place(draft, UploadFolder.of(layout, upload), number);
                return UploadFolder.part(number, trailer);
            }
        };
    }

    Stored complete(MultipartUpload upload, Completion completion) throws IOException {
        UploadFolder folder = UploadFolder.of(layout, upload);
        Trailer begun = folder.begun();
        leftovers().touch(folder.folder());
        checkParts(completion.parts());
        try (Draft whole = layout.newDraft()) {
            Part last = completion.parts().getLast();
            for (Part part : completion.parts()) {
                folder.append(part, part.number() == last.number(), whole);
            }
            checkDigest(completion, whole.crc32c());
            Trailer trailer = trailers.of(whole, begun.key(), begun.attributes());
            whole.seal(trailer);
            Removal removal = new Removal(folder, layout.newDraftPath());
            commit.publish(whole, upload.object(), completion.condition(), removal);
            Trees.delete(removal.trash());
            return trailer.stored();
        }
    }

    void abort(MultipartUpload upload) throws IOException {
        Path trash = layout.newDraftPath();
        try {
            UploadFolder folder = UploadFolder.of(layout, upload);
            folder.begun();
            Files.move(folder.folder(), trash, StandardCopyOption.ATOMIC_MOVE);
            folders.syncRemoval(layout.uploads(upload.object().bucket()));
            Trees.delete(trash);
        } catch (NoSuchFileException gone) {
            // Somebody else has ended it.
        } catch (Fault fault) {
            if (fault.code() != FaultCode.UPLOAD_NOT_FOUND) {
                throw fault;
            }
        }
    }

    List<Part> parts(MultipartUpload upload) throws IOException {
        return UploadFolder.of(layout, upload).parts();
    }

    private Leftovers leftovers() {
        return new Leftovers(layout, trailers.time());
    }

    private void place(Draft draft, UploadFolder folder, int number) throws IOException {
        try {
            Files.move(
                    draft.path(),
                    folder.part(number),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException ended) {
            throw UploadFolder.unknown();
        }
        folders.sync(folder.folder());
    }

    private static void checkParts(List<Part> parts) {
        if (parts.isEmpty()) {
            throw Fault.of(FaultCode.INVALID_PARAMETER, "An upload is completed with one part at least.");
        }
        int before = 0;
        for (Part part : parts) {
            if (part.number() <= before) {
                throw Fault.of(FaultCode.INVALID_PARAMETER, "The parts are not in ascending order.");
            }
            before = part.number();
        }
    }

    private static void checkDigest(Completion completion, Crc32c whole) {
        if (completion.crc32c() != null && !completion.crc32c().equals(whole)) {
            throw Fault.of(FaultCode.DIGEST_MISMATCH, "The parts together do not match the CRC-32C.");
        }
    }

    /** Of two completions of one upload the second finds it gone. */
    private record Removal(UploadFolder folder, Path trash) implements Commit.Companion {
        @Override
        public void before() {
            if (!folder.exists()) {
                throw UploadFolder.unknown();
            }
        }

        @Override
        public void after() {
            try {
                Files.move(folder.folder(), trash, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException leftBehind) {
                // The object is there, which is what was asked for; the upload can still be aborted.
            }
        }
    }
}
