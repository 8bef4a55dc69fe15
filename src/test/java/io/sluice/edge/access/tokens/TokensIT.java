package io.sluice.edge.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.sluice.base.time.TimeSource;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens of an identity provider that tells its keys over HTTP. */
@ExtendWith(ServersTellOnFailure.class)
class TokensIT {
    private static final String WHO = "/api/v1/whoami";
    private static final TimeSource TIME = TimeSource.system();

    private static @Nullable IssuerServer provider;
    private static @Nullable SluiceProcess process;

    @BeforeAll
    static void start() {
        provider = IssuerServer.started();
        process = SluiceProcess.ready(Setup.embedded()
                .requiringCredentials()
                .withProperties(Map.of(
                        "sluice.access.tokens.issuer", provider().name().toString(),
                        "sluice.access.tokens.audience", "sluice",
                        "sluice.access.groups.staff.roles", "reader,writer",
                        "sluice.access.groups.staff.prefixes", "staff/")));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(process).close();
        provider().close();
    }

    private static IssuerServer provider() {
        return Objects.requireNonNull(provider);
    }

    private static Calls shown(String token) {
        return new Calls(Objects.requireNonNull(process)::uri).as(token);
    }

    private static void asItIs(JwtClaims claims) {}

    private static Calls alice(Consumer<JwtClaims> how) {
        return shown(provider().issuer().token(TIME, how));
    }

    @Test
    void theProvidersKeysAreFoundWhereItSaysAndItsTokensOpenWhatTheirGroupsAreFor() {
        Calls staff = alice(claims -> claims.setStringListClaim("groups", List.of("staff", "others")));

        JsonObject who = staff.call("GET", WHO).has(200).json();
        staff.call("PUT", "/api/v1/buckets/files/objects/staff/a", new byte[1]).has(201);
        staff.call("PUT", "/api/v1/buckets/files/objects/other/a", new byte[1]).isProblem(403, "forbidden");

        assertThat(who.getString("subject")).isEqualTo("alice");
        assertThat(who.getString("kind")).isEqualTo("token");
        assertThat(staff.call("HEAD", "/api/v1/buckets/files/objects/staff/a")
                        .has(200)
                        .header("X-Owner"))
                .hasValue("alice");
    }

    @Test
    void aTokenOfNoGroupThatIsKnownIsForNothing() {
        alice(TokensIT::asItIs).call("GET", WHO).has(200);
        alice(TokensIT::asItIs).call("GET", "/api/v1/buckets/files/objects").isProblem(403, "forbidden");
    }

    @Test
    void aTokenThatIsNotGoodIsRefusedWithTheReason() {
        Reply expired = alice(claims ->
                        claims.setExpirationTime(Issuer.at(Instant.now().minusSeconds(60))))
                .call("GET", WHO)
                .isProblem(401, "unauthenticated");
        Reply early = alice(
                        claims -> claims.setNotBefore(Issuer.at(Instant.now().plusSeconds(600))))
                .call("GET", WHO)
                .isProblem(401, "unauthenticated");
        Reply elsewhere =
                alice(claims -> claims.setAudience("else")).call("GET", WHO).isProblem(401, "unauthenticated");
        String keyId = provider().issuer().key().getKeyId();
        Reply foreign = shown(Issuer.named(provider().name().toString(), keyId).token(TIME, TokensIT::asItIs))
                .call("GET", WHO)
                .isProblem(401, "unauthenticated");

        assertThat(expired.header("WWW-Authenticate"))
                .hasValue(
                        "Bearer realm=\"sluice\", error=\"invalid_token\", error_description=\"The token has expired.\"");
        assertThat(early.json().getString("detail")).isEqualTo("The token is not valid yet.");
        assertThat(elsewhere.json().getString("detail")).isEqualTo("The token is for another audience.");
        assertThat(foreign.json().getString("detail")).isEqualTo("The token is not signed by the issuer.");
    }

    @Test
    void aTokenIsNotTheAdminOfTheConfiguration() {
        Reply reply = alice(claims -> {
                    claims.setSubject("admin");
                    claims.setStringListClaim("groups", List.of("staff"));
                })
                .call("GET", "/api/v1/buckets/files/objects/staff/a")
                .isProblem(401, "unauthenticated");

        assertThat(reply.json().getString("detail")).contains("a name that Sluice keeps for itself");
    }

    @Test
    void anOversizedTokenIsRefused() {
        alice(claims -> claims.setStringClaim("x", "x".repeat(7000)))
                .call("GET", WHO)
                .isProblem(401, "unauthenticated");
    }

    @Test
    void whenTheProviderRotatesItsKeyNobodyHasToRestartAnything() {
        String old = provider().issuer().token(TIME, TokensIT::asItIs);
        shown(old).call("GET", WHO).has(200);
        provider().rotate("second");
        String renewed = provider().issuer().token(TIME, TokensIT::asItIs);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> shown(renewed).call("GET", WHO).status() == 200);

        shown(old).call("GET", WHO).isProblem(401, "unauthenticated");
    }

    @Test
    void aProviderThatSaysItIsAnotherIsNotAskedForItsKeys() throws IOException {
        try (IssuerServer other = IssuerServer.started()) {
            other.call("https://id.example.org");
            Setup setup = Setup.embedded()
                    .withProperties(Map.of(
                            "sluice.access.tokens.issuer",
                            other.name().toString(),
                            "sluice.access.tokens.audience",
                            "sluice"));
            try (SluiceProcess sluice = SluiceProcess.ready(setup)) {
                new Calls(sluice::uri)
                        .as(other.issuer().token(TIME, TokensIT::asItIs))
                        .call("GET", WHO)
                        .isProblem(503, "identity-unavailable");

                assertThat(Files.readString(sluice.folder().resolve("sluice.log")))
                        .contains("The keys of the identity provider could not be read", "of another issuer than");
            }
        }
    }

    @Test
    void anEmptyLimitOfAGroupIsNoConfiguration() {
        Setup unlimited = Setup.embedded()
                .withEnvironment(Map.of(
                        "SLUICE_ACCESS_GROUPS_READER_ROLES", "reader", "SLUICE_ACCESS_GROUPS_READER_BUCKETS", ""));

        assertThatIllegalStateException()
                .isThrownBy(() -> SluiceProcess.started(unlimited))
                .withMessageContaining("sluice.access.groups.reader.buckets is there and names nothing");
    }

    @Test
    void anIssuerWithoutAnAudienceIsNoConfiguration() {
        Setup half = Setup.embedded().withProperties(Map.of("sluice.access.tokens.issuer", "https://id.example.org"));

        assertThatIllegalStateException()
                .isThrownBy(() -> SluiceProcess.started(half))
                .withMessageContaining("sluice.access.tokens.audience");
    }
}
