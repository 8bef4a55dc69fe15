package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.ObjectKey;
import io.sluice.store.local.files.Draft;
import io.sluice.store.local.files.Layout;
import io.sluice.store.local.files.ObjectFile;
import io.sluice.store.local.files.Trailer;
import io.sluice.store.local.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one multipart upload. Its file {@code upload} is an object without bytes that has the attributes and the time
 * of beginning; part {@code n} is the object {@code n.part}, so putting it again is one rename.
 */
record UploadFolder(Path folder, ObjectKey key) {
    private static final Pattern ID = Pattern.compile("[0-9A-Z]{26}");
    private static final Pattern PART = Pattern.compile("([1-9][0-9]{0,4})\\.part");
    private static final String START = "upload";

    static UploadFolder of(Layout layout, MultipartUpload upload) {
        if (!ID.matcher(upload.id()).matches()) {
            throw unknown();
        }
        Path folder = layout.uploads(upload.object().bucket()).resolve(upload.id());
        return new UploadFolder(folder, upload.object().key());
    }

    static Fault unknown() {
        return Fault.of(FaultCode.UPLOAD_NOT_FOUND, "There is no such multipart upload of this key.");
    }

    static Path start(Path folder) {
        return folder.resolve(START);
    }

    /**
     * What the upload was begun with.
     *
     * @throws Fault {@link FaultCode#UPLOAD_NOT_FOUND} also when it is of another key
     */
    Trailer begun() throws IOException {
        try {
            Trailer start = ObjectFile.trailer(start(folder));
            if (start.key().equals(key)) {
                return start;
            }
            throw unknown();
        } catch (NoSuchFileException none) {
            throw unknown();
        }
    }

    boolean exists() {
        return Files.exists(start(folder));
    }

    Path part(int number) {
        return folder.resolve(number + ".part");
    }

    /** All parts, ascending by number. */
    List<Part> parts() throws IOException {
        begun();
        List<Part> parts = new ArrayList<>();
        Trees.each(folder, path -> {
            var name = PART.matcher(Trees.name(path));
            Part part = name.matches() ? read(path, Integer.parseInt(name.group(1))) : null;
            if (part != null) {
                parts.add(part);
            }
            return true;
        });
        parts.sort(Comparator.comparingInt(Part::number));
        return parts;
    }

    /** Adds the bytes of a part, whose tag must be the one that is listed; only the last one may be small. */
    void append(Part listed, boolean last, Draft whole) throws IOException {
        try (ObjectFile part = ObjectFile.open(part(listed.number()), key)) {
            if (!part.trailer().etag().equals(listed.etag())) {
                throw missing(listed);
            }
            if (!last && part.trailer().size() < MultipartUpload.MIN_PART_BYTES) {
                throw Fault.of(FaultCode.INVALID_PARAMETER, "Only the last part may be smaller than 5 MiB.");
            }
            part.copyChecked(whole);
        } catch (NoSuchFileException none) {
            throw exists() ? missing(listed) : unknown();
        }
    }

    static Part part(int number, Trailer trailer) {
        return new Part(number, trailer.etag(), trailer.size(), trailer.crc32c());
    }

    private @Nullable Part read(Path file, int number) throws IOException {
        try {
            return part(number, ObjectFile.trailer(file, key));
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private static Fault missing(Part part) {
        return Fault.of(FaultCode.INVALID_PARAMETER, "A part is missing: " + part.number() + " with this tag.");
    }
}
