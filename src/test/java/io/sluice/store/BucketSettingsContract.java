package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.store.BucketSetting.Aspect;
import io.sluice.store.BucketSetting.LifecycleRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store that keeps settings of buckets does. */
public abstract class BucketSettingsContract extends StoreFixture {
    /** Of the store under test. */
    protected abstract BucketSettings settings();

    @Test
    void ofABucketNothingIsSetAtFirst() {
        assertNothingIsSet();
    }

    private void assertNothingIsSet() {
        assertThat(read(Aspect.LIFECYCLE)).isEqualTo(new BucketSetting.Lifecycle(List.of()));
        assertThat(read(Aspect.PUBLIC_READ)).isEqualTo(new BucketSetting.PublicRead(List.of()));
    }

    @Test
    void whatIsSetIsReadAgainAsItWasSet() {
        BucketSetting.Lifecycle lifecycle = new BucketSetting.Lifecycle(
                List.of(new LifecycleRule("sluice-b", "", 7, 3, 0), new LifecycleRule("sluice-a", "tmp/é ", 1, 0, 0)));
        BucketSetting.PublicRead published = new BucketSetting.PublicRead(List.of("web/", "img é/"));

        apply(lifecycle);
        apply(published);

        assertThat(read(Aspect.LIFECYCLE)).isEqualTo(lifecycle);
        assertThat(read(Aspect.PUBLIC_READ)).isEqualTo(published);
        apply(lifecycle);
        apply(published);
        assertThat(read(Aspect.LIFECYCLE)).isEqualTo(lifecycle);
        assertThat(read(Aspect.PUBLIC_READ)).isEqualTo(published);
        none();
    }

    @Test
    void aSettingTakesThePlaceOfTheOneBefore() {
        apply(new BucketSetting.PublicRead(List.of("a/", "b/")));
        apply(new BucketSetting.PublicRead(List.of("")));
        assertThat(read(Aspect.PUBLIC_READ)).isEqualTo(new BucketSetting.PublicRead(List.of("")));

        none();

        assertNothingIsSet();
    }

    private void none() {
        apply(new BucketSetting.PublicRead(List.of()));
        apply(new BucketSetting.Lifecycle(List.of()));
    }

    protected final BucketSetting read(Aspect aspect) {
        FoundSetting found = found(aspect);
        assertThat(found.altered()).isEmpty();
        return found.setting();
    }

    protected final FoundSetting found(Aspect aspect) {
        return Await.on(settings().read(bucket(), aspect));
    }

    protected final void apply(BucketSetting setting) {
        Await.on(settings().apply(bucket(), setting));
    }
}
