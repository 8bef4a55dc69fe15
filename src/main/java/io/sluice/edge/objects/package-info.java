/** An object as the body of an answer or of a request: the one way for every route that gives or takes one. */
@NullMarked
package io.sluice.edge.objects;

import org.jspecify.annotations.NullMarked;
