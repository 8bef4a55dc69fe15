/** Logical bucket names and where in the store they really are. */
@NullMarked
package io.sluice.store.buckets;

import org.jspecify.annotations.NullMarked;
