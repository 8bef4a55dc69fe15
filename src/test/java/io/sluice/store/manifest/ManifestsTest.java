package io.sluice.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Timers;
import io.sluice.store.Await;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long somebody tries who always comes too late. */
class ManifestsTest {
    private static final Timers AT_ONCE = (delay, task) -> {
        task.run();
        return () -> {};
    };

    /** Has nothing to read, and refuses each write with {@code code}. */
    private static ObjectStore refusing(FaultCode code) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (self, method, arguments) -> Uni.createFrom()
                        .failure(Fault.of(method.getName().equals("get") ? FaultCode.OBJECT_NOT_FOUND : code, "")));
    }

    private static Manifests<String> manifests(ObjectStore store) {
        ByteBudget budget = new ByteBudget(1 << 20, 1, (delay, task) -> () -> {});
        Backoff backoff = Backoff.system(Duration.ofMillis(1), Duration.ofMillis(1));
        return new Manifests<>(
                new Manifests.Parts(store, budget, AT_ONCE, backoff),
                new ManifestForm<>(text -> new JsonObject().put("text", text), json -> json.getString("text", "")));
    }

    private static int attempts(FaultCode refusal, FaultCode told) {
        AtomicInteger attempts = new AtomicInteger();
        Fault fault = Await.failure(manifests(refusing(refusal)).change(ObjectRef.of("bucket", "m"), _ -> {
            attempts.incrementAndGet();
            return new Change.Write<>("text");
        }));
        assertThat(fault.code()).isEqualTo(told);
        return attempts.get();
    }

    @Test
    void whoAlwaysComesTooLateIsToldSo() {
        assertThat(attempts(FaultCode.PRECONDITION_FAILED, FaultCode.WRITE_CONFLICT))
                .isEqualTo(Manifests.ATTEMPTS);
        assertThat(attempts(FaultCode.WRITE_CONFLICT, FaultCode.WRITE_CONFLICT)).isEqualTo(Manifests.ATTEMPTS);
    }

    @Test
    void whatIsNoLostRaceIsToldAtOnce() {
        assertThat(attempts(FaultCode.STORE_TIMEOUT, FaultCode.STORE_TIMEOUT)).isEqualTo(1);
        assertThat(attempts(FaultCode.BUCKET_NOT_FOUND, FaultCode.BUCKET_NOT_FOUND))
                .isEqualTo(1);
    }
}
