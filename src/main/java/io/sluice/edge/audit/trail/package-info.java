/** The audit trail of this process: events as lines, lines in a chain, and their way into the store. */
@NullMarked
package io.sluice.edge.audit.trail;

import org.jspecify.annotations.NullMarked;
