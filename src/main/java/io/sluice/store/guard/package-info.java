/** Decorators of the store port that retry, measure and bound its calls. */
@NullMarked
package io.sluice.store.guard;

import org.jspecify.annotations.NullMarked;
