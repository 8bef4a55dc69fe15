/** The conditional headers of HTTP as the conditions of the store, for every route that gives or takes bytes. */
@NullMarked
package io.sluice.edge.conditions;

import org.jspecify.annotations.NullMarked;
