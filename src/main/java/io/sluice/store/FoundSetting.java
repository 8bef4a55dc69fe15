package io.sluice.store;

import java.util.List;

/**
 * What is set on a bucket.
 *
 * @param setting as far as it can be said of this port
 * @param altered what stands there in the place of Sluice's and does more or less than the setting says, in the store's words
 */
public record FoundSetting(BucketSetting setting, List<String> altered) {
    public FoundSetting {
        altered = List.copyOf(altered);
    }

    /** Nothing but the setting. */
    public static FoundSetting exactly(BucketSetting setting) {
        return new FoundSetting(setting, List.of());
    }

    public boolean is(BucketSetting wanted) {
        return altered.isEmpty() && setting.equals(wanted);
    }
}
