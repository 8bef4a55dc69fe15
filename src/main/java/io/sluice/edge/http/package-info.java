/** The HTTP edge every feature shares: request ids, problem answers, bodies as flows of bytes. */
@NullMarked
package io.sluice.edge.http;

import org.jspecify.annotations.NullMarked;
