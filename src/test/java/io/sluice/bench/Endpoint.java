package io.sluice.bench;

import io.sluice.testing.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One way to the same objects.
 *
 * @param prefix what the key of an object is added to
 * @param processes all that work for it, by name
 */
record Endpoint(String name, String prefix, Map<String, ServerProcess> processes) {
    /** Another process works for it too. */
    Endpoint with(String process, ServerProcess server) {
        Map<String, ServerProcess> more = new LinkedHashMap<>(processes);
        more.put(process, server);
        return new Endpoint(name, prefix, more);
    }

    /** The same paths and processes by way of another address. */
    Endpoint at(String otherName, URI address) {
        return new Endpoint(otherName, address + URI.create(prefix).getRawPath(), processes);
    }

    /** The same under another name. */
    Endpoint named(String otherName) {
        return new Endpoint(otherName, prefix, processes);
    }

    URI object(String key) {
        return URI.create(prefix + key);
    }

    /** Does {@code work} and tells the processor time it took each process. */
    Reading measure(Supplier<Work> work) {
        Map<String, Duration> before = cpu();
        Work done = work.get();
        Map<String, Duration> spent = cpu();
        spent.replaceAll((process, after) -> after.minus(before.getOrDefault(process, Duration.ZERO)));
        return new Reading(done, spent);
    }

    private Map<String, Duration> cpu() {
        Map<String, Duration> all = new LinkedHashMap<>();
        processes.forEach((process, server) -> all.put(process, server.use().cpuWithChildren()));
        return all;
    }
}
