package io.sluice.planted.store.s3;

import software.amazon.awssdk.regions.Region;

/** A library in its package: no breach. */
record MaySeeTheSdk(Region region) {}
