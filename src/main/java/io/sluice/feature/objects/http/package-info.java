/** Objects over HTTP: reads requests, writes answers, holds no rule of its own. */
@NullMarked
package io.sluice.feature.objects.http;

import org.jspecify.annotations.NullMarked;
