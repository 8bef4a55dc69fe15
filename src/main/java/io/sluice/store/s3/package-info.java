/** The store port on any S3 server by the AWS SDK; the only package that sees the SDK. */
@NullMarked
package io.sluice.store.s3;

import org.jspecify.annotations.NullMarked;
