/**
 * What was learnt of objects, kept for a while: their metadata in this process and in a cache that the replicas share, and the
 * bytes of small ones that are often read. {@link io.sluice.store.cache.CachedStore} is the store with both.
 */
@NullMarked
package io.sluice.store.cache;

import org.jspecify.annotations.NullMarked;
