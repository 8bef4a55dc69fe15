package io.sluice.edge.audit.trail;

import io.sluice.edge.audit.AuditEvent;
import io.sluice.store.commit.Group;
import io.sluice.store.commit.SealedGroup;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lines that are being collected. Confined to the turns of the group commit, as its chain is. */
final class OpenAuditGroup implements Group<AuditEvent> {
    private static final int BLOCK = 64 << 10;

    private final AuditChain chain;
    private final long limit;
    private final AuditOutcome outcome;
    private final AuditKey key;
    private final List<ByteBuffer> blocks = new ArrayList<>();
    private int lines;
    private long length;

    /** @param limit bytes at which it is full */
    OpenAuditGroup(AuditChain chain, Instant begun, long limit, AuditOutcome outcome) {
        this.chain = chain;
        this.limit = limit;
        this.outcome = outcome;
        this.key = AuditKey.of(begun, chain.id(), chain.next());
    }

    @Override
    public boolean takes(AuditEvent event) {
        return length < limit;
    }

    @Override
    public void add(AuditEvent event) {
        ByteBuffer line = chain.append(event);
        lines++;
        length += line.remaining();
        outcome.waits(line.remaining());
        if (blocks.isEmpty() || blocks.getLast().remaining() < line.remaining()) {
            blocks.add(ByteBuffer.allocate(Math.max(BLOCK, line.remaining())));
        }
        blocks.getLast().put(line);
    }

    @Override
    public int size() {
        return lines;
    }

    @Override
    public boolean full() {
        return length >= limit;
    }

    @Override
    public SealedGroup seal() {
        blocks.forEach(ByteBuffer::flip);
        return new SealedAuditGroup(key, blocks, lines, outcome);
    }
}
