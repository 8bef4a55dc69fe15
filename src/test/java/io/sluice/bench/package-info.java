/** The measuring stand: Sluice against what it stands beside, in turn, on one machine. {@code make bench} runs it. */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
