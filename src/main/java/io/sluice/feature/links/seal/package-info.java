/** What a link of Sluice says, and how it is sealed. */
@NullMarked
package io.sluice.feature.links.seal;

import org.jspecify.annotations.NullMarked;
