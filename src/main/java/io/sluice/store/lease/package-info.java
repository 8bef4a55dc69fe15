/**
 * Leases: who does a piece of work that only one replica needs to do. {@link io.sluice.store.lease.Leases} keeps each as an object in
 * a bucket, so that they work with every store, and without Redis. They spare double work; nothing may be wrong without them.
 */
@NullMarked
package io.sluice.store.lease;

import org.jspecify.annotations.NullMarked;
