package io.sluice.feature.frames.ingest;

import io.sluice.store.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A real store whose puts go wrong, or wait, on cue. Thread-safe. */
final class CuedStore {
    private final ConcurrentLinkedQueue<UnaryOperator<Uni<Object>>> cues = new ConcurrentLinkedQueue<>();
    private final AtomicInteger puts = new AtomicInteger();
    private final ObjectStore store;

    CuedStore(ObjectStore real) {
        store = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        return method.getName().equals("put") ? put(result) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @SuppressWarnings("unchecked") // What a put returns, whatever of.
    private Object put(Object result) {
        puts.incrementAndGet();
        UnaryOperator<Uni<Object>> cue = cues.poll();
        return cue == null ? result : cue.apply((Uni<Object>) result);
    }

    ObjectStore store() {
        return store;
    }

    /** What happens to the next put that has no cue yet. */
    void next(UnaryOperator<Uni<Object>> cue) {
        cues.add(cue);
    }

    int puts() {
        return puts.get();
    }
}
