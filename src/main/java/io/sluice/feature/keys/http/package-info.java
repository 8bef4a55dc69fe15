/** API keys over HTTP, and who somebody is. */
@NullMarked
package io.sluice.feature.keys.http;

import org.jspecify.annotations.NullMarked;
