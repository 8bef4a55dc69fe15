package io.sluice.redis;

/** Redis did not answer. Never told to a client: whoever uses Redis goes on without it. */
public final class RedisAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    RedisAway(String message) {
        super(message, null, false, false);
    }
}
