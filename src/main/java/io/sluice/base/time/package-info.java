/** The only place where the clock, timers, randomness and ids come from; everything else has them injected. */
@NullMarked
package io.sluice.base.time;

import org.jspecify.annotations.NullMarked;
