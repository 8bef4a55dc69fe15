/** The one error model: a {@link io.sluice.base.fault.Fault} with a stable {@link io.sluice.base.fault.FaultCode}. */
@NullMarked
package io.sluice.base.fault;

import org.jspecify.annotations.NullMarked;
