package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Waits for a {@link Uni} in a test, half a minute at most. */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Await() {}

    /** Its item; a failure is thrown. */
    public static <T> T on(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }

    /** Its failure, which must be a {@link Fault}; an item fails the test. */
    public static Fault failure(Uni<?> uni) {
        Optional<Throwable> failure = on(outcome(uni));
        assertThat(failure).as("the operation was to fail").isPresent();
        assertThat(failure.get()).isInstanceOf(Fault.class);
        return (Fault) failure.get();
    }

    /** Its failure, or empty when it succeeds. */
    public static Uni<Optional<Throwable>> outcome(Uni<?> uni) {
        return uni.onItemOrFailure().transform((item, failure) -> Optional.ofNullable(failure));
    }
}
