package io.sluice.store.transfer;

import io.sluice.store.MultipartUpload;
import java.time.Duration;

/**
 * Sizes of transfers, in bytes.
 *
 * @param part the smallest part of an upload, at least 5 MiB; larger objects have larger ones
 * @param partsInFlight how many parts of one upload may be on their way to the store
 * @param window what every transfer may hold however little memory there is
 * @param firstRange the first read of a download, while memory is ample
 * @param range the largest read of a download
 * @param rangesAhead how many reads of one download may be ahead of the client
 * @param patience how long a transfer waits for memory
 */
public record TransferSettings(
        long part, int partsInFlight, int window, int firstRange, int range, int rangesAhead, Duration patience) {
    /** No chunk handed to or out of a transfer is larger. */
    public static final int MAX_CHUNK = 64 << 10;

    public TransferSettings {
        if (part < MultipartUpload.MIN_PART_BYTES) {
            throw new IllegalArgumentException("sluice.transfer.part-size is at least 5 MiB, not " + part);
        }
        if (window < 2 * MAX_CHUNK) {
            throw new IllegalArgumentException("sluice.transfer.window is at least 128 KiB, not " + window);
        }
        if (partsInFlight < 1 || rangesAhead < 1 || firstRange < window || range < firstRange) {
            throw new IllegalArgumentException("window <= first-range <= range, and at least 1 of each in flight");
        }
    }
}
