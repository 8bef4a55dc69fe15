package io.sluice.store.local.files;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ObjectKey;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A stored object, open for reading: its bytes, the {@link Trailer} as JSON, a CRC-32C of the JSON (4 bytes), its length (4
 * bytes), and 8 bytes of magic and version. Numbers are big-endian.
 *
 * <p>An open file stays the object it was, also when that is replaced or deleted meanwhile. Used by one thread at a time.
 */
public final class ObjectFile implements Closeable {
    private static final long MAGIC = 0x534C554943450001L; // "SLUICE", version 1
    private static final int FOOT = 16;
    private static final int MAX_JSON = 1 << 20;
    private static final int CHUNK = 64 * 1024;

    /** Nearly every trailer fits in one read of so many bytes. */
    private static final int FIRST_READ = 2048;

    private final FileChannel channel;
    private final Trailer trailer;

    private ObjectFile(FileChannel channel, Trailer trailer) {
        this.channel = channel;
        this.trailer = trailer;
    }

    /**
     * Opens the file of {@code key}.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws Fault {@link FaultCode#STORE_CORRUPT} when it is not a whole object of this key
     */
    public static ObjectFile open(Path file, ObjectKey key) throws IOException {
        ObjectFile open = open(file);
        if (!open.trailer.key().equals(key)) {
            open.close();
            throw corrupt(null);
        }
        return open;
    }

    /** Opens the file of any key; fails as above. */
    public static ObjectFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            return new ObjectFile(channel, readTrailer(channel));
        } catch (IOException | RuntimeException | Error failure) {
            channel.close();
            throw failure;
        }
    }

    /** What is known of the object of {@code key} in {@code file}; fails as {@link #open} does. */
    public static Trailer trailer(Path file, ObjectKey key) throws IOException {
        try (ObjectFile open = open(file, key)) {
            return open.trailer();
        }
    }

    /** What is known of the object in {@code file}, of whatever key; fails as {@link #open} does. */
    public static Trailer trailer(Path file) throws IOException {
        try (ObjectFile open = open(file)) {
            return open.trailer();
        }
    }

    /** The bytes that belong behind those of the object. */
    static ByteBuffer encode(Trailer trailer) throws IOException {
        byte[] json = TrailerJson.write(trailer);
        return ByteBuffer.allocate(json.length + FOOT)
                .put(json)
                .putInt(Crc32c.of(ByteBuffer.wrap(json)).value())
                .putInt(json.length)
                .putLong(MAGIC)
                .flip();
    }

    public Trailer trailer() {
        return trailer;
    }

    /**
     * The bytes of a range. All of them together are held against the object's checksum.
     *
     * @throws Fault {@link FaultCode#STORE_CORRUPT} when they do not match it
     */
    public List<ByteBuffer> read(ByteRange.Resolved range) throws IOException {
        List<ByteBuffer> chunks = new ArrayList<>();
        CRC32C crc = new CRC32C();
        for (long at = range.offset(); at < range.end(); ) {
            ByteBuffer chunk = readFully(channel, at, (int) Math.min(CHUNK, range.end() - at));
            crc.update(chunk.duplicate());
            chunks.add(chunk);
            at += chunk.remaining();
        }
        if (range.length() == trailer.size()) {
            requireChecksum(crc);
        }
        return chunks;
    }

    /** Adds all bytes to {@code draft}, held against their checksum on the way. */
    public void copyChecked(Draft draft) throws IOException {
        CRC32C crc = new CRC32C();
        for (long at = 0; at < trailer.size(); ) {
            ByteBuffer chunk = readFully(channel, at, (int) Math.min(CHUNK, trailer.size() - at));
            crc.update(chunk.duplicate());
            draft.append(chunk);
            at += chunk.remaining();
        }
        requireChecksum(crc);
    }

    /** Adds all bytes to the file {@code target}, left to the operating system. */
    void transferTo(FileChannel target) throws IOException {
        for (long at = 0; at < trailer.size(); ) {
            long moved = channel.transferTo(at, trailer.size() - at, target);
            if (moved <= 0) {
                throw corrupt(null);
            }
            at += moved;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void requireChecksum(CRC32C crc) {
        if (!Crc32c.of(crc).equals(trailer.crc32c())) {
            throw corrupt(null);
        }
    }

    private static Trailer readTrailer(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < FOOT) {
            throw corrupt(null);
        }
        ByteBuffer end = readFully(channel, Math.max(0, size - FIRST_READ), (int) Math.min(size, FIRST_READ));
        ByteBuffer foot = end.slice(end.remaining() - FOOT, FOOT);
        int checksum = foot.getInt();
        int length = foot.getInt();
        if (foot.getLong() != MAGIC || length < 2 || length > Math.min(MAX_JSON, size - FOOT)) {
            throw corrupt(null);
        }
        long start = size - FOOT - length;
        ByteBuffer json = length + FOOT <= end.remaining()
                ? end.slice(end.remaining() - FOOT - length, length)
                : readFully(channel, start, length);
        if (Crc32c.of(json).value() != checksum) {
            throw corrupt(null);
        }
        byte[] bytes = new byte[length];
        json.get(bytes);
        return decode(bytes, start);
    }

    private static Trailer decode(byte[] json, long dataSize) {
        try {
            Trailer trailer = TrailerJson.read(json);
            if (trailer.size() == dataSize) {
                return trailer;
            }
        } catch (IOException | RuntimeException malformed) {
            throw corrupt(malformed);
        }
        throw corrupt(null);
    }

    private static ByteBuffer readFully(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw corrupt(new EOFException());
            }
        }
        return bytes.flip();
    }

    private static Fault corrupt(@Nullable Throwable cause) {
        return Fault.of(FaultCode.STORE_CORRUPT, "The file of the object is damaged.", cause);
    }
}
