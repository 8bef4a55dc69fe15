package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.store.BucketName;
import io.sluice.store.buckets.BucketDirectory;
import io.sluice.testing.Configs;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptPlacesTest {
    private static BucketDirectory directory(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("sluice." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new StoreWiring().buckets(Configs.of(SluiceConfig.class, values));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice-system", "audit", "frames"})
    void noBucketOfTheUserLiesWhereSluiceKeepsItsOwn(String kept) {
        assertThatThrownBy(() -> directory("buckets.mine.name", kept))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sluice.buckets.mine.name cannot be '" + kept + "'");
        assertThatThrownBy(() -> directory("buckets.files.name", kept))
                .hasMessageContaining("sluice.buckets.files.name cannot be '" + kept + "'");
    }

    @Test
    void whatSluiceKeepsIsNotMovedToWhereAnotherBucketLies() {
        assertThatThrownBy(() -> directory("buckets.audit.name", "files"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sluice.buckets.audit.name cannot be 'files'");
        assertThatThrownBy(() -> directory("buckets.frames.name", "mine", "buckets.mine.ownership", "true"))
                .hasMessageContaining("sluice.buckets.frames.name cannot be 'mine'");
        assertThatThrownBy(() -> directory("buckets.frames.name", "pier", "buckets.mine.name", "pier"))
                .hasMessageContaining("sluice.buckets.mine.name cannot be 'pier'");
        assertThatThrownBy(() -> directory("buckets.audit.name", "pier", "buckets.frames.name", "pier"))
                .hasMessageContaining(".name cannot be 'pier'");
    }

    @Test
    void whereAKeptBucketWasIsFreeWhenItIsElsewhere() {
        BucketDirectory directory = directory("buckets.audit.name", "pier-audit", "buckets.mine.name", "audit");

        assertThat(directory.place(new BucketName("mine")).bucket()).isEqualTo(new BucketName("audit"));
        assertThat(directory.place(new BucketName("audit")).bucket()).isEqualTo(new BucketName("pier-audit"));
    }

    @Test
    void bucketsOfTheUserMayShareAPlace() {
        BucketDirectory directory = directory("buckets.mine.name", "files", "buckets.other.name", "files");

        assertThat(directory.place(new BucketName("mine"))).isEqualTo(directory.place(new BucketName("files")));
    }

    @Test
    void inOneBucketEveryBucketHasItsOwnPlaceWhateverItIsCalled() {
        BucketDirectory directory =
                directory("bucket", "frames", "buckets.fra.ownership", "true", "buckets.frames-2.ownership", "true");

        assertThat(directory.places().values()).doesNotHaveDuplicates();
        assertThat(directory.place(new BucketName("fra")))
                .matches(place -> !place.overlaps(directory.place(new BucketName("frames"))));
    }
}
