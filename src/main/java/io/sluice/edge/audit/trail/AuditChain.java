package io.sluice.edge.audit.trail;

import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.ChainHead;
import java.nio.ByteBuffer;

/** The chain of one process: each line carries the hash of the one before. Confined to the turns of the group commit. */
final class AuditChain {
    private final LineSeal seal;
    private ChainHead head;

    AuditChain(String id, LineSeal seal) {
        this.seal = seal;
        this.head = new ChainHead(id, 0, LineSeal.NOTHING);
    }

    String id() {
        return head.chain();
    }

    /** The number of the next line. */
    long next() {
        return head.seq() + 1;
    }

    /** Makes the next line, with its end. */
    ByteBuffer append(AuditEvent event) {
        byte[] open = AuditLine.open(head, event);
        String hash = seal.of(open);
        byte[] close = AuditLine.close(hash);
        head = new ChainHead(head.chain(), head.seq() + 1, hash);
        return ByteBuffer.allocate(open.length + close.length)
                .put(open)
                .put(close)
                .flip();
    }
}
