package io.sluice.planted.feature.b;

import io.sluice.planted.feature.a.Core;

/** A feature that uses another. */
record KnowsItsNeighbour(Core other) {}
