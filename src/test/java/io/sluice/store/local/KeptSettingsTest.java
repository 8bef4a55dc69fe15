package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.Aspect;
import io.sluice.store.BucketSetting.LifecycleRule;
import io.sluice.store.FoundSetting;
import io.sluice.store.ListQuery;
import io.sluice.store.MultipartUpload.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is set on buckets of a folder is kept there, and carried out. */
class KeptSettingsTest extends LocalFixture {
    private static final Duration AGE = Duration.ofDays(7);

    private LocalObjectStore local() {
        return (LocalObjectStore) store();
    }

    @Test
    void anotherProcessOnTheFolderReadsWhatIsSet() {
        BucketSetting.PublicRead published = new BucketSetting.PublicRead(List.of("web/"));
        Await.on(local().settings().apply(bucket(), published));

        LocalObjectStore other = (LocalObjectStore) reopened();

        assertThat(Await.on(other.settings().read(bucket(), Aspect.PUBLIC_READ)))
                .isEqualTo(FoundSetting.exactly(published));
    }

    @ParameterizedTest
    @EnumSource(
            value = Aspect.class,
            names = {"VERSIONING", "ENCRYPTION", "NOTIFICATIONS"})
    void whatAFolderCannotDoIsNotSupported(Aspect aspect) {
        assertThat(Await.failure(local().settings().read(bucket(), aspect)).code())
                .isEqualTo(FaultCode.NOT_SUPPORTED);
    }

    @Test
    void objectsGoWhenTheirTimeIsOverAndOthersStay() {
        put(exactly("tmp/old"), "x");
        put(exactly("tmp/é/old"), "x");
        put(exactly("kept/old"), "x");
        rule(new LifecycleRule("sluice-tmp", "tmp/", 3, 0, 0));

        assertThat(Await.on(after(Duration.ofDays(2)).sweep(AGE)).objects()).isZero();
        assertThat(Await.on(after(Duration.ofDays(4)).sweep(AGE)).objects()).isEqualTo(2);

        assertThat(Await.on(store().list(new ListQuery(bucket(), "", null, null, 10)))
                        .objects())
                .extracting(entry -> entry.key().value())
                .containsExactly("kept/old");
    }

    @Test
    void uploadsGoThatHaveNotComeToTheirEnd() {
        for (String key : List.of("tmp/a", "kept/a")) {
            Await.on(store().createMultipart(exactly(key), Attributes.NONE, true));
        }
        rule(new LifecycleRule("sluice-tmp", "tmp/", 0, 0, 1));

        assertThat(Await.on(after(Duration.ofDays(2)).sweep(AGE)).uploads()).isEqualTo(1);

        assertThat(Await.on(store().listMultipart(bucket(), "")))
                .extracting(Pending::key)
                .extracting(Object::toString)
                .containsExactly("kept/a");
    }

    private void rule(LifecycleRule rule) {
        Await.on(local().settings().apply(bucket(), new BucketSetting.Lifecycle(List.of(rule))));
    }

    /** The same folder, looked at later. */
    private LocalObjectStore after(Duration time) {
        return (LocalObjectStore) reopened(new TimeSource() {
            @Override
            public Instant now() {
                return TimeSource.system().now().plus(time);
            }

            @Override
            public long nanos() {
                return TimeSource.system().nanos();
            }
        });
    }
}
