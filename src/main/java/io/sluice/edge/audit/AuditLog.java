package io.sluice.edge.audit;

import io.sluice.base.fault.Fault;
import org.jspecify.annotations.Nullable;

/** Where events of the audit go. Thread-safe; never blocks. */
public interface AuditLog {
    /** For a service that keeps no audit trail. */
    AuditLog NONE = new AuditLog() {
        @Override
        public @Nullable Fault behind() {
            return null;
        }

        @Override
        public void add(AuditEvent event) {
            // Nobody wants to know.
        }
    };

    /** Why nothing more may happen that has to be noted; null when it may. */
    @Nullable
    Fault behind();

    /** Notes an event; it is durable a little later. */
    void add(AuditEvent event);
}
