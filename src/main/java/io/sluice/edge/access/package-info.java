/** Who somebody is, and what they may do: principals, their roles and limits, and the decision. */
@NullMarked
package io.sluice.edge.access;

import org.jspecify.annotations.NullMarked;
