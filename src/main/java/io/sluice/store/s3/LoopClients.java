package io.sluice.store.s3;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A client with connections of its own for each event loop, so that a call and its answer stay on the loop that the request of
 * the user is on: no thread has to wake another. Threads that are no event loops share one. Thread-safe.
 */
final class LoopClients implements AutoCloseable {
    private final Supplier<HttpClient> make;
    private final HttpClient elsewhere;
    private final Map<Thread, HttpClient> ofLoops = new ConcurrentHashMap<>();

    /** @param make makes a client with this loop's share of the connections */
    LoopClients(Supplier<HttpClient> make) {
        this.make = make;
        this.elsewhere = make.get();
    }

    HttpClient here() {
        return Context.isOnEventLoopThread()
                ? ofLoops.computeIfAbsent(Thread.currentThread(), _ -> make.get())
                : elsewhere;
    }

    @Override
    public void close() {
        elsewhere.close();
        ofLoops.values().forEach(HttpClient::close);
    }
}
