/** What is said of cameras beside their frames: how long these are kept, and which must be kept; one object of the bucket for each. */
@NullMarked
package io.sluice.feature.frames.settings;

import org.jspecify.annotations.NullMarked;
