/** Going through stored packs, minute of arrival by minute, and leaving out of them what is not to be kept any longer. */
@NullMarked
package io.sluice.feature.frames.sweep;

import org.jspecify.annotations.NullMarked;
