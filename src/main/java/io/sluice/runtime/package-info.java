/** Start, stop, wiring, configuration and health: the only package that may use every other. */
@NullMarked
package io.sluice.runtime;

import org.jspecify.annotations.NullMarked;
