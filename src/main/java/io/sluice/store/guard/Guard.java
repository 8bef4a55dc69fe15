package io.sluice.store.guard;

import io.smallrye.mutiny.Uni;

/** What is done around every call to the store. */
interface Guard {
    /**
     * @param call starts the operation each time it is subscribed to
     * @return the same outcome, guarded
     */
    <T> Uni<T> around(Operation operation, Operation.Repeat repeat, Uni<T> call);
}
