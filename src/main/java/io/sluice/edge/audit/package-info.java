/** The audit trail: a line for every change and every refusal, chained so that none can be changed, removed or moved unseen. */
@NullMarked
package io.sluice.edge.audit;

import org.jspecify.annotations.NullMarked;
