/** The audit trail of all replicas as it lies in the store: read, verified, witnessed. */
@NullMarked
package io.sluice.edge.audit.read;

import org.jspecify.annotations.NullMarked;
