package io.sluice.store.commit;

import io.sluice.base.fault.Fault;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.ObjectRef;
import org.jspecify.annotations.Nullable;

/** A group that is to be stored, and who is to be told of it, in turns. */
public interface SealedGroup {
    /** Its place, which nobody else has: it is created, never replaced. */
    ObjectRef object();

    Attributes attributes();

    /** The same each time. */
    Body.Held body();

    /** It is not stored at the first go, or takes long; it is tried again. Told once. */
    void troubled(Fault fault);

    /**
     * The end of it.
     *
     * @param fault why it is not stored, as far as anybody knows; null when it is durable
     * @param nanos how long it has taken since it was sent first
     */
    void settle(@Nullable Fault fault, long nanos);
}
