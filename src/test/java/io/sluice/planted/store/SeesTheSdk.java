package io.sluice.planted.store;

import software.amazon.awssdk.regions.Region;

/** A library outside its package. */
record SeesTheSdk(Region region) {}
