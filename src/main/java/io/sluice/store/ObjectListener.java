package io.sluice.store;

import io.smallrye.mutiny.Uni;

/** Hears what happens to objects without Sluice's doing, and of its own writes too. Thread-safe. */
public interface ObjectListener {
    /**
     * Completes when everything has been done about it. Failing asks to be told again; so does an end of the process, so
     * hearing the same again must do no harm.
     *
     * @param event by the logical name of the object
     */
    Uni<Void> heard(ObjectEvent event);
}
