/** Declared buckets over HTTP. */
@NullMarked
package io.sluice.feature.buckets.http;

import org.jspecify.annotations.NullMarked;
