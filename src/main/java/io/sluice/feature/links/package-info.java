/** Links: what somebody may do hands on to others for a while, through the store itself or through Sluice. */
@NullMarked
package io.sluice.feature.links;

import org.jspecify.annotations.NullMarked;
