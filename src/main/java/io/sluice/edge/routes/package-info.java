/** The way in: every route, who may use it, and what is noted of that. Nothing else registers routes. */
@NullMarked
package io.sluice.edge.routes;

import org.jspecify.annotations.NullMarked;
