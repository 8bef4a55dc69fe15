package io.sluice.feature.frames.mcap;

import java.nio.ByteBuffer;

/** The channel of one camera in a file that is being written. Confined to the writer's thread. */
final class OutChannel {
    private final int id;
    private final ByteBuffer definition;
    private long messages;

    /** @param definition its Channel record */
    OutChannel(int id, ByteBuffer definition) {
        this.id = id;
        this.definition = definition;
    }

    int id() {
        return id;
    }

    ByteBuffer definition() {
        return definition;
    }

    void count() {
        messages++;
    }

    long messages() {
        return messages;
    }
}
