/** The connection to Redis, which may be absent or die at any moment. */
@NullMarked
package io.sluice.redis;

import org.jspecify.annotations.NullMarked;
