/** The metadata that replicas share, in Redis. */
@NullMarked
package io.sluice.store.cache.redis;

import org.jspecify.annotations.NullMarked;
