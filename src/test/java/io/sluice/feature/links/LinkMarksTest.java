package io.sluice.feature.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.links.seal.Deed;
import io.sluice.feature.links.seal.LinkClaims;
import io.sluice.feature.links.seal.Maker;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.store.manifest.Manifests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkMarksTest {
    private static final BucketName BUCKET = new BucketName("system");
    private static final Timers AT_ONCE = (_, task) -> {
        task.run();
        return () -> {};
    };
    private final LinkClaims link = new LinkClaims(
            "01M8FG6XBRZ3VAFGE9TXHWTGGG0123456789abcdef0123",
            ObjectRef.of("files", "a"),
            new Deed.Read(null),
            new Maker("zoe", true, false),
            new LinkClaims.Life(Instant.now().plusSeconds(600), true));

    @TempDir
    private @Nullable Path folder;

    private @Nullable LinkMarks marks;

    @BeforeEach
    void open() {
        ObjectStore store =
                new LocalObjectStore(Objects.requireNonNull(folder), Runnable::run, TimeSource.system(), Ids.system());
        Await.on(store.ensureBucket(BUCKET));
        ByteBudget budget = new ByteBudget(16 << 20, 10, (_, _) -> () -> {});
        Backoff backoff = Backoff.system(Duration.ofMillis(1), Duration.ofMillis(1));
        marks = new LinkMarks(
                new Manifests.Parts(store, budget, AT_ONCE, backoff),
                BUCKET,
                Duration.ofMinutes(1),
                new LinkMarks.Sources(TimeSource.system(), Ids.system()));
    }

    private LinkMarks marks() {
        return Objects.requireNonNull(marks);
    }

    private void assertGone() {
        assertThat(Await.failure(marks().holds(link)).code()).isEqualTo(FaultCode.LINK_GONE);
    }

    @Test
    void aLinkOfWhichNothingIsSaidHoldsUntilItExpires() {
        assertThat(marks().holdsAtHand(link)).isFalse();
        Await.on(marks().holds(link));
        assertThat(marks().holdsAtHand(link)).isTrue();

        LinkClaims late = new LinkClaims(
                link.id(), link.object(), link.deed(), link.maker(), new LinkClaims.Life(Instant.now(), false));
        assertThat(Await.failure(marks().holds(late)).code()).isEqualTo(FaultCode.LINK_GONE);
    }

    @Test
    void theOneUseIsTakenOnceAndAnAttemptIsMadeAgain() {
        Await.on(marks().spend(link, "one"));

        Await.on(marks().spend(link, "one"));

        assertThat(Await.failure(marks().spend(link, "two")).code()).isEqualTo(FaultCode.LINK_GONE);
        assertGone();
    }

    @Test
    void eachUseHasAnIdOfItsOwn() {
        String first = Await.on(marks().spend(link));
        assertThat(Await.failure(marks().spend(link)).code()).isEqualTo(FaultCode.LINK_GONE);
        Await.on(marks().release(link, first));

        String second = Await.on(marks().spend(link));

        assertThat(second).isNotEqualTo(first);
        Await.on(marks().release(link, first));
        assertGone();
    }

    @Test
    void onlyWhoHasTakenItGivesItBack() {
        Await.on(marks().spend(link, "one"));

        Await.on(marks().release(link, "two"));
        assertGone();
        Await.on(marks().release(link, "one"));

        Await.on(marks().holds(link));
        Await.on(marks().spend(link, "three"));
    }

    @Test
    void aRevokedLinkIsNotOpenedByAUseThatComesToNothing() {
        Await.on(marks().spend(link, "one"));
        Await.on(marks().revoke(link.id(), "admin"));

        Await.on(marks().release(link, "one"));

        assertGone();
        assertThat(Await.failure(marks().spend(link, "two")).code()).isEqualTo(FaultCode.LINK_GONE);
    }
}
