/** Bytes in memory: the process-wide budget they are paid from, ranges of them, and their checksums. */
@NullMarked
package io.sluice.base.bytes;

import org.jspecify.annotations.NullMarked;
