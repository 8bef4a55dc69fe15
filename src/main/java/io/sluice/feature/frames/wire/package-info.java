/** How frames travel: multipart streams, messages, and the lines that acknowledge them. Knows bytes and text, no connection. */
@NullMarked
package io.sluice.feature.frames.wire;

import org.jspecify.annotations.NullMarked;
