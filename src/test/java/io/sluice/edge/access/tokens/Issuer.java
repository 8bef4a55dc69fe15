package io.sluice.edge.access.tokens;

import io.sluice.base.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** An identity provider with one key pair, which signs whatever it is told to. */
public final class Issuer {
    private final String name;
    private final PublicJsonWebKey key;

    private Issuer(String name, PublicJsonWebKey key) {
        this.name = name;
        this.key = key;
    }

    /** One with a new RSA key. */
    public static Issuer named(String name, String keyId) {
        try {
            PublicJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
            made.setKeyId(keyId);
            return new Issuer(name, made);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public PublicJsonWebKey key() {
        return key;
    }

    /** The public keys, as a JWKS. */
    public String jwks() {
        return new JsonWebKeySet(List.of(key)).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** A token of {@code alice} for {@code sluice}, good for ten minutes, changed by {@code how}. */
    public String token(TimeSource time, Consumer<JwtClaims> how) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(name);
        claims.setAudience("sluice");
        claims.setSubject("alice");
        claims.setExpirationTime(at(time.now().plus(Duration.ofMinutes(10))));
        claims.setStringListClaim("groups", List.of("reader"));
        how.accept(claims);
        return signed(claims, "RS256");
    }

    public String signed(JwtClaims claims, String algorithm) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(algorithm);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public static NumericDate at(Instant time) {
        return NumericDate.fromMilliseconds(time.toEpochMilli());
    }
}
