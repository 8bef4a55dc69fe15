package io.sluice.runtime;

import io.sluice.store.BucketSetting;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds for a bucket that says nothing else.
 *
 * @param kept whether Sluice looks after what is in it: unless it shares the one real bucket, it stays as it is, as versions would
 *     keep what is to be erased
 */
record DefaultSettings(SluiceConfig config, boolean kept) {
    List<BucketSetting> with(List<BucketSetting> declared) {
        List<BucketSetting> settings = new ArrayList<>(declared);
        if (!kept || config.bucket().isPresent()) {
            SluiceConfig.BucketDefaults defaults = config.bucketDefaults();
            defaults.versioning()
                    .filter(_ -> lacks(declared, BucketSetting.Versioning.class))
                    .ifPresent(enabled -> settings.add(new BucketSetting.Versioning(enabled)));
            defaults.encryption()
                    .filter(_ -> lacks(declared, BucketSetting.Encryption.class))
                    .ifPresent(text ->
                            settings.add(BucketDeclaration.encryption("sluice.bucket-defaults.encryption", text)));
        }
        return settings;
    }

    private static boolean lacks(List<BucketSetting> settings, Class<? extends BucketSetting> kind) {
        return settings.stream().noneMatch(kind::isInstance);
    }
}
