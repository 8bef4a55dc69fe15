package io.sluice.edge.access;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * Tells who it is that shows a credential of one kind. Thread-safe; never blocks.
 *
 * @param <C> the kind
 */
public interface Identifier<C extends Credential> {
    /** What can be told at once; null when somebody has to be asked. */
    @Nullable
    Identification atHand(C credential);

    /** Fails, with a {@code Fault} that may be tried again, when whoever has to be asked does not answer. */
    Uni<Identification> find(C credential);
}
