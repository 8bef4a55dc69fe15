package io.sluice.feature.frames;

import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A store, with something done before each call; what that throws is the failure of the call. */
public final class WatchedStore {
    private WatchedStore() {}

    /** Told of each call. */
    @FunctionalInterface
    public interface Before {
        /** @param key empty when the call is not about one object */
        void call(String method, String key);
    }

    public static ObjectStore of(ObjectStore store, Before before) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (self, method, arguments) -> {
                    Object first = arguments == null ? "" : arguments[0];
                    String key =
                            first instanceof ObjectRef object ? object.key().value() : "";
                    if (Uni.class.isAssignableFrom(method.getReturnType())) {
                        return Uni.createFrom().deferred(() -> {
                            before.call(method.getName(), key);
                            return WatchedStore.<Object>invoke(store, method, arguments);
                        });
                    }
                    return method.invoke(store, arguments);
                });
    }

    @SuppressWarnings("unchecked") // Each method of the port that is passed on here returns a Uni.
    private static <T> Uni<T> invoke(ObjectStore store, Method method, Object[] arguments) {
        try {
            return (Uni<T>) method.invoke(store, arguments);
        } catch (IllegalAccessException | InvocationTargetException failure) {
            return Uni.createFrom().failure(failure);
        }
    }
}
