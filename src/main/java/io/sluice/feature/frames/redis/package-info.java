/** What replicas tell each other of packs, in Redis. Nothing depends on it, and all of it can be rebuilt from the bucket. */
@NullMarked
package io.sluice.feature.frames.redis;

import org.jspecify.annotations.NullMarked;
