package io.sluice.feature.frames.catalog;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;

/**
 * How much is kept, and how it is kept fresh.
 *
 * @param memory of the index, in bytes
 * @param tables memory of frame tables, in bytes
 * @param freshFor how old a listing of the last minutes may be
 * @param lateness which later arrivals are looked through before a question is answered
 * @param catchUp how far back the others are looked through afterwards
 * @param readers ends of packs that are read at once
 * @param patience of one request
 */
public record CatalogSettings(
        long memory,
        long tables,
        Duration freshFor,
        Duration lateness,
        Duration catchUp,
        int readers,
        Duration patience) {
    private static final long INDEX_OF_HEAP = 8;
    private static final long TABLES_OF_HEAP = 20;

    /** @param heap bytes of memory that the shares are of, where the configuration names none */
    public static CatalogSettings of(IndexConfig config, long heap) {
        return new CatalogSettings(
                config.memory().map(MemorySize::asLongValue).orElse(heap / INDEX_OF_HEAP),
                config.tablesMemory().map(MemorySize::asLongValue).orElse(heap / TABLES_OF_HEAP),
                config.freshFor(),
                config.lateness(),
                config.catchUp(),
                config.readers(),
                config.patience());
    }
}
