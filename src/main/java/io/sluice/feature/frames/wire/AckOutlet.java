package io.sluice.feature.frames.wire;

/** Where acknowledgements go; on the thread of the stream. */
public interface AckOutlet {
    /** Whether the peer has taken enough of what was written before. */
    boolean canWrite();

    /** @param line ends with LF */
    void write(String line);
}
