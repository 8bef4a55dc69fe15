package io.sluice.feature.operations;

import java.util.List;
import java.util.function.Supplier;

/**
 * What Sluice is, as it runs.
 *
 * @param store what kind of store it stands on
 * @param access who has to show who they are
 * @param dangers settings that are dangerous
 * @param open what of the declared buckets is not as declared, as it was found last
 */
public record ServiceInfo(
        String version, String store, String access, List<Notice> dangers, Supplier<List<Notice>> open) {
    public ServiceInfo {
        dangers = List.copyOf(dangers);
    }
}
