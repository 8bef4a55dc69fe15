/** Links over HTTP: made, revoked, and used. */
@NullMarked
package io.sluice.feature.links.http;

import org.jspecify.annotations.NullMarked;
