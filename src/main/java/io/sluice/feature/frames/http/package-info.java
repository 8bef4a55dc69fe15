/** Camera frames over HTTP. */
@NullMarked
package io.sluice.feature.frames.http;

import org.jspecify.annotations.NullMarked;
