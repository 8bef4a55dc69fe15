package io.sluice.store.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.telemetry.Meters;
import io.sluice.store.Origin;
import java.util.EnumMap;
import java.util.Map;

/** Counts where answers came from. */
final class Lookups {
    private final Map<Origin, Counter> metadata;
    private final Map<Origin, Counter> bytes;

    Lookups(MeterRegistry meters) {
        metadata = counters(meters, "metadata");
        bytes = counters(meters, "bytes");
    }

    private static Map<Origin, Counter> counters(MeterRegistry meters, String what) {
        Map<Origin, Counter> counters = new EnumMap<>(Origin.class);
        for (Origin origin : Origin.values()) {
            counters.put(
                    origin,
                    Counter.builder(Meters.CACHE_LOOKUPS)
                            .description("Reads by where their answer came from")
                            .tag("what", what)
                            .tag("from", origin.label())
                            .register(meters));
        }
        return counters;
    }

    void metadata(Origin origin) {
        count(metadata, origin);
    }

    void bytes(Origin origin) {
        count(bytes, origin);
    }

    private static void count(Map<Origin, Counter> counters, Origin origin) {
        Counter counter = counters.get(origin);
        if (counter != null) {
            counter.increment();
        }
    }
}
