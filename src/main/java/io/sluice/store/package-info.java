/** The store port: what Sluice asks of object storage, in the terms of S3, and nothing more. */
@NullMarked
package io.sluice.store;

import org.jspecify.annotations.NullMarked;
