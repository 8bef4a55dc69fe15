package io.sluice.edge.access.tokens;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer, which change now and then. They are read when they are first needed, again after a while, and when a
 * token names one that is not known; those that were read last count until others are. Thread-safe; one question at a time.
 */
final class KeySet {
    private static final Logger LOG = Logger.getLogger(KeySet.class);

    /** Between two questions, whoever asks for keys that there are not. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<Uni<String>> source;
    private final Duration refresh;
    private final TimeSource time;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
    private final AtomicReference<@Nullable Asked> asked = new AtomicReference<>();

    /**
     * @param text as it was read
     * @param read by the monotonic clock
     */
    private record Known(String text, List<JsonWebKey> keys, long read) {}

    private record Asked(CompletableFuture<Void> answer, long begun) {}

    /** @param source reads a JWKS (RFC 7517) */
    KeySet(Supplier<Uni<String>> source, Duration refresh, TimeSource time) {
        this.source = source;
        this.refresh = refresh;
        this.time = time;
    }

    /** The key that a signature was made with, if it is among those that are known. */
    Optional<Key> find(JsonWebSignature signature) {
        Known now = known.get();
        if (now == null) {
            return Optional.empty();
        }
        if (time.nanos() - now.read() > refresh.toNanos()) {
            renew().subscribe().with(_ -> {}, _ -> {});
        }
        try {
            JsonWebKey key = new VerificationJwkSelector().select(signature, now.keys());
            return key instanceof PublicJsonWebKey made ? Optional.of(made.getPublicKey()) : Optional.empty();
        } catch (JoseException none) {
            return Optional.empty();
        }
    }

    /** Another text when there are other keys; empty before there are any. */
    String version() {
        Known now = known.get();
        return now == null ? "" : now.text();
    }

    /** Reads the keys anew, unless that was just done. Fails with {@code identity-unavailable} only when none are known. */
    Uni<Void> renew() {
        return Uni.createFrom().completionStage(() -> {
            Asked mine = new Asked(new CompletableFuture<>(), time.nanos());
            Asked before = asked.getAndUpdate(there -> justAsked(there) ? there : mine);
            if (before != null && justAsked(before)) {
                return before.answer().copy();
            }
            source.get().subscribe().with(text -> learnt(text, mine), failure -> missed(failure, mine));
            return mine.answer().copy();
        });
    }

    private boolean justAsked(@Nullable Asked there) {
        return there != null && time.nanos() - there.begun() < PAUSE.toNanos();
    }

    private void learnt(String text, Asked question) {
        try {
            known.set(new Known(text, List.copyOf(new JsonWebKeySet(text).getJsonWebKeys()), time.nanos()));
            question.answer().complete(null);
        } catch (JoseException malformed) {
            missed(malformed, question);
        }
    }

    private void missed(Throwable failure, Asked question) {
        LOG.warnf("The keys of the identity provider could not be read: cause=%s", String.valueOf(failure));
        if (known.get() != null) {
            question.answer().complete(null);
        } else {
            question.answer()
                    .completeExceptionally(Fault.of(
                            FaultCode.IDENTITY_UNAVAILABLE,
                            "The keys of the identity provider cannot be had.",
                            failure));
        }
    }
}
