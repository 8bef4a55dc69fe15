package io.sluice.store.local.files;

import io.sluice.base.bytes.Crc32c;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * An object that is being written, in a file of its own that nobody sees until it is moved to its place. Closing it removes
 * what was not moved. Used by one thread at a time.
 */
public final class Draft implements Closeable {
    /** The JDK keeps a native copy of what it writes from the heap, per thread; this bounds it. */
    private static final int WRITE = 256 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private long size;

    private Draft(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A new file at {@code path}. */
    public static Draft create(Path path) throws IOException {
        return new Draft(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Adds what remains in {@code bytes}; their position is left as it was. */
    public void append(ByteBuffer bytes) throws IOException {
        crc.update(bytes.duplicate());
        size += bytes.remaining();
        write(bytes);
    }

    /** Adds all bytes of another object; they do not count for {@link #crc32c}. */
    public void transferFrom(ObjectFile source) throws IOException {
        source.transferTo(channel);
        size += source.trailer().size();
    }

    public long size() {
        return size;
    }

    /** Of all bytes appended so far. */
    public Crc32c crc32c() {
        return Crc32c.of(crc);
    }

    public Path path() {
        return path;
    }

    /** Ends the file; when this returns it is whole on the disk. */
    public void seal(Trailer trailer) throws IOException {
        write(ObjectFile.encode(trailer));
        channel.force(true);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Closes without a word: what cannot be removed now is removed as stale later. */
    public void discard() {
        try {
            close();
        } catch (IOException leftBehind) {
            // The failure that led here is the one to report.
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        for (int at = bytes.position(); at < end; ) {
            ByteBuffer piece = bytes.slice(at, Math.min(WRITE, end - at));
            while (piece.hasRemaining()) {
                at += channel.write(piece);
            }
        }
    }
}
