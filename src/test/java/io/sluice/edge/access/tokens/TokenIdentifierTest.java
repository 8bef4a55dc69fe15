package io.sluice.edge.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.Credential;
import io.sluice.edge.access.Grant;
import io.sluice.edge.access.Identification;
import io.sluice.edge.access.Limits;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Role;
import io.sluice.store.Await;
import io.sluice.testing.Configs;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIdentifierTest {
    private static final String ISSUER = "https://id.example.org/realm";
    private static final Issuer PROVIDER = Issuer.named(ISSUER, "first");
    private static final Issuer STRANGER = Issuer.named(ISSUER, "first");

    private final AtomicInteger reads = new AtomicInteger();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private long nanos;
    private String jwks = PROVIDER.jwks();

    private final TimeSource time = new TimeSource() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    };

    private TokenIdentifier identifier(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(
                Map.of("sluice.access.tokens.issuer", ISSUER, "sluice.access.tokens.audience", "sluice,other"));
        values.putAll(more);
        AccessConfig config = Configs.of(AccessConfig.class, values);
        return new TokenIdentifier(
                config,
                () -> {
                    reads.incrementAndGet();
                    return jwks.isEmpty()
                            ? Uni.createFrom().failure(new IOException("On cue."))
                            : Uni.createFrom().item(jwks);
                },
                time);
    }

    private static Identification shown(TokenIdentifier identifier, String token) {
        Credential.Bearer bearer = new Credential.Bearer(token);
        Identification atHand = identifier.atHand(bearer);
        return atHand == null ? Await.on(identifier.find(bearer)) : atHand;
    }

    private static Principal principal(Identification identification) {
        assertThat(identification).isInstanceOf(Identification.As.class);
        return ((Identification.As) identification).principal();
    }

    private static String refusal(Identification identification) {
        assertThat(identification).isInstanceOf(Identification.Refused.class);
        return ((Identification.Refused) identification).why();
    }

    @Test
    void aTokenSaysWhoItIsAndWhatTheyMay() {
        Principal alice = principal(shown(identifier(Map.of()), PROVIDER.token(time, _ -> {})));

        assertThat(alice.kind()).isEqualTo(Principal.Kind.TOKEN);
        assertThat(alice.subject()).isEqualTo("alice");
        assertThat(alice.grants()).containsExactly(Grant.unlimited(Role.READER));
    }

    @Test
    void configuredGroupsAreForWhatTheyAreSaidToBeForAndOthersForNothing() {
        TokenIdentifier identifier = identifier(Map.of(
                "sluice.access.tokens.groups-claim", "realm_access.roles",
                "sluice.access.tokens.subject-claim", "email",
                "sluice.access.groups.staff.roles", "reader,writer",
                "sluice.access.groups.staff.buckets", "files"));
        String token = PROVIDER.token(time, claims -> {
            claims.setClaim("realm_access", Map.of("roles", List.of("staff", "admin")));
            claims.setStringClaim("email", "alice@example.org");
        });

        Principal alice = principal(shown(identifier, token));

        Limits files = Limits.of(List.of("files"), List.of(), List.of());
        assertThat(alice.subject()).isEqualTo("alice@example.org");
        assertThat(alice.grants()).containsExactly(new Grant(Role.READER, files), new Grant(Role.WRITER, files));
    }

    static Stream<Arguments> wrongClaims() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        Consumer<JwtClaims> expired = claims -> claims.setExpirationTime(Issuer.at(noon.minusSeconds(31)));
        Consumer<JwtClaims> early = claims -> claims.setNotBefore(Issuer.at(noon.plusSeconds(40)));
        Consumer<JwtClaims> elsewhere = claims -> claims.setAudience("elsewhere");
        Consumer<JwtClaims> foreign = claims -> claims.setIssuer("https://evil.example.org");
        Consumer<JwtClaims> forNobody = claims -> claims.unsetClaim("aud");
        Consumer<JwtClaims> forEver = claims -> claims.unsetClaim("exp");
        Consumer<JwtClaims> nobody = claims -> claims.unsetClaim("sub");
        Consumer<JwtClaims> odd = claims -> claims.setSubject("a\nb");
        return Stream.of(
                Arguments.of(expired, "The token has expired."),
                Arguments.of(early, "The token is not valid yet."),
                Arguments.of(elsewhere, "The token is for another audience."),
                Arguments.of(forNobody, "The token is for another audience."),
                Arguments.of(foreign, "The token is of another issuer."),
                Arguments.of(forEver, "The token does not say when it expires."),
                Arguments.of(nobody, "The token does not say in 'sub' who it is."),
                Arguments.of(odd, "The token does not say in 'sub' who it is."));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void aTokenThatSaysTheWrongThingIsRefusedWithTheReason(Consumer<JwtClaims> how, String why) {
        Identification identification = shown(identifier(Map.of()), PROVIDER.token(time, how));

        assertThat(identification).isEqualTo(new Identification.Refused(why, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "anonymous", "anybody", "sluice", "key-01M7YX48217C58NHXQYB8GNS28"})
    void aTokenIsNobodyWhomSluiceNames(String subject) {
        String token = PROVIDER.token(time, claims -> claims.setSubject(subject));

        assertThat(shown(identifier(Map.of()), token))
                .isEqualTo(new Identification.Refused(
                        "The token says in 'sub' a name that Sluice keeps for itself.", false));
    }

    @Test
    void aTokenThatTheIssuerHasNotSignedIsRefused() {
        assertThat(shown(identifier(Map.of()), STRANGER.token(time, _ -> {})))
                .isEqualTo(new Identification.Refused("The token is not signed by the issuer.", false));
    }

    @Test
    void aTokenThatWasChangedIsRefused() {
        String[] parts = PROVIDER.token(time, _ -> {}).split("\\.", -1);
        String body =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("alice", "admin");
        String forged = parts[0] + "." + base64(body) + "." + parts[2];

        assertThat(refusal(shown(identifier(Map.of()), forged))).isEqualTo("The token is not signed by the issuer.");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noAlgorithmButASignatureByAKeyPairIsTaken() throws JoseException {
        String body = PROVIDER.token(time, _ -> {}).split("\\.", -1)[1];
        String none = base64("{\"alg\":\"none\"}") + "." + body + ".";
        String noneWithKey = base64("{\"alg\":\"none\",\"kid\":\"first\"}") + "." + body + ".";
        JsonWebSignature shared = new JsonWebSignature();
        shared.setPayload(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
        shared.setKeyIdHeaderValue("first");
        shared.setAlgorithmHeaderValue("HS256");
        // The public key, taken for a shared secret: everybody has it.
        shared.setKey(new HmacKey(PROVIDER.key().getPublicKey().getEncoded()));

        for (String token : List.of(none, noneWithKey, shared.getCompactSerialization())) {
            assertThat(refusal(shown(identifier(Map.of()), token))).isNotBlank();
        }
    }

    @Test
    void signaturesByCurvesAreTakenToo() throws JoseException {
        var curve = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        curve.setKeyId("curve");
        jwks = new JsonWebKeySet(List.of(curve)).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("other");
        claims.setSubject("bob");
        claims.setExpirationTime(Issuer.at(now.plusSeconds(60)));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(curve.getPrivateKey());
        signature.setKeyIdHeaderValue("curve");
        signature.setAlgorithmHeaderValue("ES256");

        assertThat(principal(shown(identifier(Map.of()), signature.getCompactSerialization()))
                        .subject())
                .isEqualTo("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "a.b", "....", "eyJ.eyJ.sig"})
    void whatIsNoTokenIsRefused(String text) {
        assertThat(refusal(shown(identifier(Map.of()), text))).isNotBlank();
        assertThat(reads).hasValue(0);
    }

    @Test
    void oneThatIsTooLongIsNotEvenRead() {
        String long1 = PROVIDER.token(time, claims -> claims.setStringClaim("x", "x".repeat(9000)));

        assertThat(refusal(shown(identifier(Map.of()), long1))).contains("No token is longer");
        assertThat(reads).hasValue(0);
    }

    @Test
    void whatWasLookedAtOnceIsRememberedUntilItExpires() {
        TokenIdentifier identifier = identifier(Map.of());
        String token = PROVIDER.token(time, _ -> {});
        Principal first = principal(shown(identifier, token));

        assertThat(principal(shown(identifier, token))).isSameAs(first);
        now = now.plus(Duration.ofMinutes(11));

        assertThat(refusal(shown(identifier, token))).isEqualTo("The token has expired.");
    }

    @Test
    void aNewKeyOfTheIssuerIsFoundWithoutARestartAndAnOldOneCountsNoMore() {
        TokenIdentifier identifier = identifier(Map.of());
        String old = PROVIDER.token(time, _ -> {});
        principal(shown(identifier, old));
        Issuer rotated = Issuer.named(ISSUER, "second");
        jwks = rotated.jwks();
        nanos += Duration.ofSeconds(11).toNanos();

        assertThat(principal(shown(identifier, rotated.token(time, _ -> {}))).subject())
                .isEqualTo("alice");
        assertThat(refusal(shown(identifier, old))).isNotBlank();
    }

    @Test
    void whoAsksForKeysThatThereAreNotMakesNobodyReadThemAgainAndAgain() {
        TokenIdentifier identifier = identifier(Map.of());
        Issuer unknown = Issuer.named(ISSUER, "unknown");
        for (int i = 0; i < 20; i++) {
            refusal(shown(identifier, unknown.token(time, _ -> {})));
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void withoutTheProviderNobodyIsRefusedForGood() {
        jwks = "";
        TokenIdentifier identifier = identifier(Map.of());
        Credential.Bearer token = new Credential.Bearer(PROVIDER.token(time, _ -> {}));

        assertThat(identifier.atHand(token)).isNull();
        assertThat(Await.failure(identifier.find(token)).code()).isEqualTo(FaultCode.IDENTITY_UNAVAILABLE);
        jwks = PROVIDER.jwks();
        nanos += Duration.ofSeconds(11).toNanos();

        assertThat(principal(Await.on(identifier.find(token))).subject()).isEqualTo("alice");
    }

    @Test
    void aProviderThatIsAwayLaterChangesNothingForThoseWhoseKeysAreKnown() {
        TokenIdentifier identifier = identifier(Map.of());
        principal(shown(identifier, PROVIDER.token(time, _ -> {})));
        jwks = "";
        nanos += Duration.ofMinutes(30).toNanos();

        assertThat(principal(shown(identifier, PROVIDER.token(time, claims -> claims.setSubject("bob"))))
                        .subject())
                .isEqualTo("bob");
    }
}
