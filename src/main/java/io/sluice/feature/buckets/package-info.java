/** Declared buckets: what configuration says of them, set on the store, and how the two differ. */
@NullMarked
package io.sluice.feature.buckets;

import org.jspecify.annotations.NullMarked;
