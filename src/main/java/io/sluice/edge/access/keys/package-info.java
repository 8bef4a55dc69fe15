/** API keys: what is kept of them, and who it is that shows one. */
@NullMarked
package io.sluice.edge.access.keys;

import org.jspecify.annotations.NullMarked;
