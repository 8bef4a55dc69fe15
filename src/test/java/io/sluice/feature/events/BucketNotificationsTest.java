package io.sluice.feature.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Await;
import io.sluice.store.ObjectEvent;
import io.sluice.store.ObjectEvent.Kind;
import io.sluice.store.ObjectListener;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketNotificationsTest {
    private final List<String> heard = new ArrayList<>();

    private ObjectListener listener(String name) {
        return event -> Uni.createFrom().voidItem().invoke(() -> heard.add(name + " " + event.object()));
    }

    /** Of the bucket {@code two} there are two names, of {@code none} there is no name. */
    private static List<ObjectRef> logical(ObjectRef real) {
        return switch (real.bucket().value()) {
            case "none" -> List.of();
            case "two" ->
                List.of(
                        ObjectRef.of("first", real.key().value()),
                        ObjectRef.of("second", real.key().value()));
            default -> List.of(real);
        };
    }

    private Uni<Void> take(List<ObjectListener> listeners, String... buckets) {
        return new BucketNotifications(BucketNotificationsTest::logical, listeners)
                .take(List.of(buckets).stream()
                        .map(bucket -> new ObjectEvent(Kind.CREATED, ObjectRef.of(bucket, "k"), null, 0, ""))
                        .toList());
    }

    @Test
    void everyListenerHearsInItsTurn() {
        Await.on(take(List.of(listener("a"), listener("b")), "one", "other"));

        assertThat(heard).containsExactly("a one/k", "b one/k", "a other/k", "b other/k");
    }

    @Test
    void listenersHearLogicalNames() {
        Await.on(take(List.of(listener("a")), "none", "two"));

        assertThat(heard).containsExactly("a first/k", "a second/k");
    }

    @Test
    void aFailureIsTold() {
        ObjectListener failing = _ -> Uni.createFrom().failure(Fault.of(FaultCode.STORE_BUSY, "On cue."));

        assertThat(Await.failure(take(List.of(listener("a"), failing, listener("b")), "one", "other"))
                        .code())
                .isEqualTo(FaultCode.STORE_BUSY);
        assertThat(heard).containsExactly("a one/k");
    }

    @Test
    void nothingIsTakenInWithoutListeners() {
        Await.on(take(List.of(), "one"));
        Await.on(take(List.of(listener("a"))));

        assertThat(heard).isEmpty();
    }
}
