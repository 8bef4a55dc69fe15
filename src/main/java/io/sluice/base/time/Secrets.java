package io.sluice.base.time;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes secrets that nobody can guess. Thread-safe when its random source is. */
public final class Secrets {
    private static final int BYTES = 32;

    private final RandomGenerator random;

    public Secrets(RandomGenerator random) {
        this.random = random;
    }

    /** Secrets for production. */
    public static Secrets system() {
        return new Secrets(new SecureRandom());
    }

    /** 256 random bits. */
    public byte[] bytes() {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /** 256 random bits, as 43 characters that may stand in a URL. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }
}
