/** The public gateway: objects that anybody may read, as browsers and caches take them. */
@NullMarked
package io.sluice.feature.gateway.http;

import org.jspecify.annotations.NullMarked;
