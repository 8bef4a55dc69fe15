package io.sluice.planted.stray;

/** In a package that is in no list and says nothing of itself, under a name that says nothing. */
final class StrayUtils {
    private StrayUtils() {}
}
