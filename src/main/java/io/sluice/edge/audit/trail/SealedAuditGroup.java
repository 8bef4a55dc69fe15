package io.sluice.edge.audit.trail;

import io.sluice.base.fault.Fault;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.ObjectRef;
import io.sluice.store.commit.SealedGroup;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that are to be stored. */
final class SealedAuditGroup implements SealedGroup {
    private static final Attributes ATTRIBUTES = Attributes.ofType("application/x-ndjson");

    private final AuditKey key;
    private final Body.Held body;
    private final int lines;
    private final AuditOutcome outcome;

    SealedAuditGroup(AuditKey key, List<ByteBuffer> blocks, int lines, AuditOutcome outcome) {
        this.key = key;
        this.body = Body.of(blocks.toArray(ByteBuffer[]::new));
        this.lines = lines;
        this.outcome = outcome;
    }

    @Override
    public ObjectRef object() {
        return key.in(outcome.bucket());
    }

    @Override
    public Attributes attributes() {
        return ATTRIBUTES;
    }

    @Override
    public Body.Held body() {
        return body;
    }

    /** It goes on being tried; who may ask is decided by how much waits. */
    @Override
    public void troubled(Fault fault) {}

    @Override
    public void settle(@Nullable Fault fault, long nanos) {
        outcome.of(key, lines, body.length(), fault);
    }
}
