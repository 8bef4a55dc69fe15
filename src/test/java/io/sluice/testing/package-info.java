/** Real servers for tests: MinIO, Redis and Sluice itself, each a process of its own on loopback. */
@NullMarked
package io.sluice.testing;

import org.jspecify.annotations.NullMarked;
