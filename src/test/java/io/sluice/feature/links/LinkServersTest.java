package io.sluice.feature.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.links.LinkWish.Server;
import io.sluice.feature.links.LinkWish.Terms;
import io.sluice.feature.links.seal.Deed.BodyLimits;
import io.sluice.feature.links.seal.Maker;
import io.sluice.store.BucketName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkServersTest {
    private static final BucketName FILES = new BucketName("files");
    private static final BucketName TRACED = new BucketName("traced");
    private static final Maker MAKER = new Maker("zoe", true, false);
    private static final LinkServers ALL = new LinkServers(true, true, Set.of(TRACED));

    private static Terms terms(@Nullable Server by) {
        return new Terms(by, Duration.ofMinutes(1), false);
    }

    private static LinkWish read(@Nullable Server by) {
        return new LinkWish.Read(terms(by), null);
    }

    private static List<LinkWish> writes(@Nullable Server by) {
        return List.of(new LinkWish.Write(terms(by), BodyLimits.NONE), new LinkWish.Parts(terms(by), 2, null));
    }

    private static FaultCode refusal(LinkServers servers, BucketName bucket, LinkWish wish) {
        return Objects.requireNonNull(catchThrowableOfType(Fault.class, () -> servers.choose(bucket, wish, MAKER)))
                .code();
    }

    @Test
    void theStoreAnswersWhatItCan() {
        assertThat(ALL.choose(FILES, read(null), MAKER)).isEqualTo(Server.STORE);
        assertThat(ALL.choose(FILES, read(Server.STORE), MAKER)).isEqualTo(Server.STORE);
        assertThat(ALL.choose(FILES, read(Server.SLUICE), MAKER)).isEqualTo(Server.SLUICE);
        for (LinkWish wish : writes(null)) {
            assertThat(ALL.choose(FILES, wish, MAKER)).isEqualTo(Server.STORE);
        }
    }

    @Test
    void withoutAKeyForItTheStoreTakesNoWrites() {
        LinkServers reading = new LinkServers(true, false, Set.of());

        assertThat(reading.choose(FILES, read(null), MAKER)).isEqualTo(Server.STORE);
        for (LinkWish wish : writes(null)) {
            assertThat(reading.choose(FILES, wish, MAKER)).isEqualTo(Server.SLUICE);
        }
        for (LinkWish wish : writes(Server.STORE)) {
            assertThat(refusal(reading, FILES, wish)).isEqualTo(FaultCode.NOT_SUPPORTED);
        }
    }

    @Test
    void whereNobodyReachesTheStoreNoLinkLeadsThere() {
        LinkServers none = new LinkServers(false, false, Set.of());

        assertThat(none.choose(FILES, read(null), MAKER)).isEqualTo(Server.SLUICE);
        assertThat(refusal(none, FILES, read(Server.STORE))).isEqualTo(FaultCode.NOT_SUPPORTED);
    }

    @Test
    void whereReadsAreTracedNothingPassesSluiceBy() {
        assertThat(ALL.choose(TRACED, read(null), MAKER)).isEqualTo(Server.SLUICE);
        assertThat(refusal(ALL, TRACED, read(Server.STORE))).isEqualTo(FaultCode.INVALID_BODY);
        for (LinkWish wish : writes(Server.STORE)) {
            assertThat(refusal(ALL, TRACED, wish)).isEqualTo(FaultCode.INVALID_BODY);
        }
    }

    @Test
    void ownersAndFirstUsesAndLimitsAreKnownToSluiceOnly() {
        LinkWish once = new LinkWish.Read(new Terms(null, Duration.ofMinutes(1), true), null);
        LinkWish limited = new LinkWish.Write(terms(null), new BodyLimits(null, 5, -1));

        assertThat(ALL.choose(FILES, once, MAKER)).isEqualTo(Server.SLUICE);
        assertThat(ALL.choose(FILES, limited, MAKER)).isEqualTo(Server.SLUICE);
        assertThat(ALL.choose(FILES, read(null), new Maker("zoe", true, true))).isEqualTo(Server.SLUICE);
    }
}
