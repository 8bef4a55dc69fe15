package io.sluice.store.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names there and back. */
class BucketDirectoryTest {
    private static final BucketName FILES = new BucketName("files");
    private static final BucketName FRAMES = new BucketName("frames");
    private static final BucketName CAMS = new BucketName("cams");

    @Test
    void withinOneBucketThePrefixNamesTheLogicalOne() {
        BucketDirectory within = BucketDirectory.within(CAMS, Set.of(FILES, FRAMES));

        assertThat(within.real(ObjectRef.of("files", "a/b"))).isEqualTo(ObjectRef.of("cams", "files/a/b"));
        assertThat(within.logical(ObjectRef.of("cams", "files/a/b"))).containsExactly(ObjectRef.of("files", "a/b"));
        assertThat(within.logical(ObjectRef.of("cams", "frames/frames/a")))
                .containsExactly(ObjectRef.of("frames", "frames/a"));
    }

    @Test
    void whatLiesBesideTheLogicalBucketsHasNoName() {
        BucketDirectory within = BucketDirectory.within(CAMS, Set.of(FILES));

        for (ObjectRef real : new ObjectRef[] {
            ObjectRef.of("cams", "a"),
            ObjectRef.of("cams", "files"),
            ObjectRef.of("cams", "files/"),
            ObjectRef.of("cams", "filesystem/a"),
            ObjectRef.of("files", "files/a"),
            ObjectRef.of("nowhere", "files/a")
        }) {
            assertThat(within.logical(real)).as("%s", real).isEmpty();
        }
    }

    @Test
    void aBucketForItselfKeepsItsKeys() {
        BucketDirectory each = BucketDirectory.each(Set.of(FILES, FRAMES), Map.of(FRAMES, CAMS));

        assertThat(each.real(ObjectRef.of("frames", "k"))).isEqualTo(ObjectRef.of("cams", "k"));
        assertThat(each.logical(ObjectRef.of("cams", "k"))).containsExactly(ObjectRef.of("frames", "k"));
        assertThat(each.logical(ObjectRef.of("files", "k"))).containsExactly(ObjectRef.of("files", "k"));
        assertThat(each.logical(ObjectRef.of("frames", "k"))).isEmpty();
    }

    @Test
    void bucketsThatShareAPlaceBothNameWhatLiesThere() {
        BucketDirectory shared = BucketDirectory.each(Set.of(FILES, FRAMES), Map.of(FILES, CAMS, FRAMES, CAMS));

        assertThat(shared.logical(ObjectRef.of("cams", "k")))
                .containsExactlyInAnyOrder(ObjectRef.of("files", "k"), ObjectRef.of("frames", "k"));
    }
}
