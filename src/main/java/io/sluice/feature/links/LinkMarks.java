package io.sluice.feature.links;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.links.LinkMark.State;
import io.sluice.feature.links.seal.LinkClaims;
import io.sluice.store.BucketName;
import io.sluice.store.manifest.Change;
import io.sluice.store.manifest.FreshManifests;
import io.sluice.store.manifest.Manifest;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * Which links hold no longer. The store itself is asked, and what it says is told again for a moment: so a link that is revoked through
 * one replica is refused by all within that, with Redis or without. Nothing is deleted here: a rule of the bucket lets marks go when
 * their links have expired. Thread-safe.
 */
public final class LinkMarks {
    /** What the keys of marks begin with. */
    public static final String ROOT = "links/marks/";

    private static final int MOST_REMEMBERED = 10_000;

    private final FreshManifests<LinkMark> marks;
    private final TimeSource time;
    private final Ids ids;

    /** Where times and ids come from. */
    public record Sources(TimeSource time, Ids ids) {}

    public LinkMarks(Manifests.Parts manifests, BucketName bucket, Duration freshFor, Sources sources) {
        this.time = sources.time();
        this.ids = sources.ids();
        this.marks = new FreshManifests<>(
                new Manifests<>(manifests, LinkMark.FORM),
                new FreshManifests.Place(bucket, ROOT),
                freshFor,
                MOST_REMEMBERED,
                time);
    }

    /**
     * Whether it holds, if that can be told at once.
     *
     * @return false when the store has to be asked
     * @throws Fault {@code link-gone}
     */
    boolean holdsAtHand(LinkClaims link) {
        checkTime(link);
        FreshManifests.Known<LinkMark> there = marks.atHand(link.id());
        if (there == null) {
            return false;
        }
        check(there.manifest());
        return true;
    }

    /** Fails with {@code link-gone}, and as reads do. */
    Uni<Void> holds(LinkClaims link) {
        return Uni.createFrom().deferred(() -> {
            checkTime(link);
            return marks.find(link.id()).invoke(LinkMarks::check).replaceWithVoid();
        });
    }

    private void checkTime(LinkClaims link) {
        if (!time.now().isBefore(link.life().end())) {
            throw gone("The link has expired.");
        }
    }

    private static void check(Optional<Manifest<LinkMark>> there) {
        switch (there.map(mark -> mark.value().state()).orElse(State.OPEN)) {
            case OPEN -> {}
            case SPENT -> throw gone("The link was for one use, which has been made.");
            case REVOKED -> throw gone("The link was revoked.");
        }
    }

    /**
     * Takes the one use there is. Of those who want it at once, one gets it.
     *
     * @return the id of this use, which is nobody's but ours to choose; fails with {@code link-gone}
     */
    Uni<String> spend(LinkClaims link) {
        return Uni.createFrom().deferred(() -> {
            String use = ids.next();
            return spend(link, use).replaceWith(use);
        });
    }

    /** An attempt of ours may have been carried out without a word: what this use has taken already is its own. */
    Uni<Void> spend(LinkClaims link, String use) {
        return Uni.createFrom().deferred(() -> {
            checkTime(link);
            LinkMark spent = new LinkMark(State.SPENT, use, time.now());
            return marks.change(link.id(), there -> {
                        if (!isTakenBy(use, there)) {
                            check(there);
                        }
                        return new Change.Write<>(spent);
                    })
                    .replaceWithVoid();
        });
    }

    /** Gives it back: nothing came of it. */
    Uni<Void> release(LinkClaims link, String use) {
        LinkMark open = new LinkMark(State.OPEN, use, time.now());
        return marks.change(
                        link.id(),
                        there -> isTakenBy(use, there) ? new Change.Write<>(open) : new Change.Keep<LinkMark>())
                .replaceWithVoid();
    }

    private static boolean isTakenBy(String use, Optional<Manifest<LinkMark>> there) {
        return there.map(Manifest::value)
                .filter(mark -> mark.state() == State.SPENT && mark.by().equals(use))
                .isPresent();
    }

    /** Ends it, used or not. */
    Uni<Void> revoke(String id, String by) {
        return marks.change(id, _ -> new Change.Write<>(new LinkMark(State.REVOKED, by, time.now())))
                .replaceWithVoid();
    }

    private static Fault gone(String detail) {
        return Fault.of(FaultCode.LINK_GONE, detail);
    }
}
