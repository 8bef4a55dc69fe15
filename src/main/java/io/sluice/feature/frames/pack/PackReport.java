package io.sluice.feature.frames.pack;

import java.util.List;

/**
 * What is wrong with a pack.
 *
 * @param damages what is not as it should be, in words; each bad frame is in here by its chunk too
 * @param badFrames whose images do not match their checksums
 */
public record PackReport(List<String> damages, List<PackedFrame> badFrames) {
    public PackReport {
        damages = List.copyOf(damages);
        badFrames = List.copyOf(badFrames);
    }

    /** Whether nothing is. */
    public boolean whole() {
        return damages.isEmpty() && badFrames.isEmpty();
    }
}
