package io.sluice.bench;

import java.util.function.IntFunction;

/**
 * One of the two that a row compares.
 *
 * @param measure measures once; it is given the number of the round, 0 for the warm-up
 */
record Side(String name, IntFunction<Reading> measure) {}
