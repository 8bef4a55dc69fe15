package io.sluice.feature.frames.mcap;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;

/** The failure of all that reads a pack which is not what it should be: cut, changed, or not written by Sluice. */
public final class Damage {
    private Damage() {}

    /**
     * A {@link FaultCode#STORE_CORRUPT}.
     *
     * @param what half a sentence on the part of the pack that is not right
     */
    public static Fault of(String what) {
        return Fault.of(FaultCode.STORE_CORRUPT, "The pack is damaged: " + what + ".");
    }
}
