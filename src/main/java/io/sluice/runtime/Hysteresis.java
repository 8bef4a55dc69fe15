package io.sluice.runtime;

/**
 * A state that changes only after several signs in a row, so that one lost packet takes no replica out of service. Immutable.
 *
 * @param up the state
 * @param against signs in a row that speak against it
 */
record Hysteresis(boolean up, int against, int toFall, int toRise) {
    static Hysteresis down(int toFall, int toRise) {
        return new Hysteresis(false, 0, toFall, toRise);
    }

    /** For the first sign of all: there is nothing to wait for. */
    Hysteresis decided(boolean sign) {
        return new Hysteresis(sign, 0, toFall, toRise);
    }

    Hysteresis seen(boolean sign) {
        if (sign == up) {
            return new Hysteresis(up, 0, toFall, toRise);
        }
        boolean turned = against + 1 >= (up ? toFall : toRise);
        return new Hysteresis(turned != up, turned ? 0 : against + 1, toFall, toRise);
    }
}
