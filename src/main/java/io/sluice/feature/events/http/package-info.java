/** Bucket notifications over HTTP, in the form of S3 and MinIO. */
@NullMarked
package io.sluice.feature.events.http;

import org.jspecify.annotations.NullMarked;
