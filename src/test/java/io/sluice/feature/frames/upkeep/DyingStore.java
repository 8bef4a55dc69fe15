package io.sluice.feature.frames.upkeep;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A store as a process sees it that is killed: after some writes nothing that it does comes to the store any more. */
final class DyingStore {
    private static final Set<String> WRITES = Set.of("put", "delete");

    private final AtomicInteger writes = new AtomicInteger();
    private final ObjectStore store;

    /** @param last how many writes are carried out */
    DyingStore(ObjectStore real, int last) {
        store = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> {
                    if (WRITES.contains(method.getName()) && writes.incrementAndGet() > last) {
                        return Uni.createFrom().failure(Fault.of(FaultCode.INTERNAL_ERROR, "The process is dead."));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    ObjectStore store() {
        return store;
    }

    /** Writes that were asked for. */
    int writes() {
        return writes.get();
    }
}
