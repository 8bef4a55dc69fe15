package io.sluice.edge.access.tokens;

import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.Identification;
import io.sluice.edge.access.Identification.Refused;
import io.sluice.edge.access.Principal;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Looks at one token: who has signed it, for whom, when, and what it says (RFC 7519, RFC 8725). Takes signatures by a key pair only, so
 * neither {@code none} nor a shared secret. Thread-safe.
 */
record TokenCheck(Expected expected, TokenGrants grants, TimeSource time) {
    private static final AlgorithmConstraints SIGNED = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
            AlgorithmIdentifiers.EDDSA);

    /** What a token has to say. */
    record Expected(String issuer, List<String> audience, String subjectClaim, Duration skew) {
        static Expected of(AccessConfig.Tokens config) {
            return new Expected(
                    config.issuer().orElseThrow().toString(),
                    config.audience().orElse(List.of()),
                    config.subjectClaim(),
                    config.skew());
        }
    }

    /**
     * Who it is, and until when that may be believed.
     *
     * @param epochSeconds when the token expires
     */
    record Checked(Identification who, long epochSeconds) {
        static Checked refused(Refused why) {
            return new Checked(why, 0);
        }
    }

    /** The signature of a token, not looked at yet; empty of what is no signed token. */
    static Optional<JsonWebSignature> signature(String token) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(token);
            return Optional.of(signature);
        } catch (JoseException noToken) {
            return Optional.empty();
        }
    }

    Checked check(String token, Key key) {
        try {
            JwtClaims claims = consumer(key).processToClaims(token);
            return checked(claims);
        } catch (InvalidJwtException wrong) {
            return Checked.refused(refusal(wrong));
        } catch (MalformedClaimException wrong) {
            return Checked.refused(Refused.here("A claim of the token is malformed."));
        }
    }

    private Checked checked(JwtClaims claims) throws MalformedClaimException {
        Object subject = claims.getClaimValue(expected.subjectClaim());
        if (!(subject instanceof String text) || !Principal.isSubject(text)) {
            return Checked.refused(
                    Refused.here("The token does not say in '" + expected.subjectClaim() + "' who it is."));
        }
        if (Principal.isReserved(text)) {
            return Checked.refused(Refused.here(
                    "The token says in '" + expected.subjectClaim() + "' a name that Sluice keeps for itself."));
        }
        Principal principal = new Principal(Principal.Kind.TOKEN, text, grants.of(claims.getClaimsMap()));
        long end = claims.getExpirationTime().getValue() + expected.skew().toSeconds();
        return new Checked(new Identification.As(principal), end);
    }

    private JwtConsumer consumer(Key key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(SIGNED)
                .setExpectedIssuer(expected.issuer())
                .setExpectedAudience(expected.audience().toArray(String[]::new))
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds((int) expected.skew().toSeconds())
                .setEvaluationTime(NumericDate.fromMilliseconds(time.now().toEpochMilli()))
                .build();
    }

    private static Refused refusal(InvalidJwtException wrong) {
        if (wrong.hasErrorCode(ErrorCodes.EXPIRED)) {
            return Refused.here("The token has expired.");
        }
        if (wrong.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return Refused.here("The token is not valid yet.");
        }
        if (wrong.hasErrorCode(ErrorCodes.ISSUER_INVALID) || wrong.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return Refused.here("The token is of another issuer.");
        }
        if (wrong.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || wrong.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return Refused.here("The token is for another audience.");
        }
        if (wrong.hasErrorCode(ErrorCodes.EXPIRATION_MISSING)) {
            return Refused.here("The token does not say when it expires.");
        }
        return Refused.here("The token is not signed by the issuer.");
    }
}
