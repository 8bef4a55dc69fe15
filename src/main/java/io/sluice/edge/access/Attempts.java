package io.sluice.edge.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows guessing down: after ten wrong credentials of one name from one address within a minute, no more of that name are looked at
 * that come from there, right or wrong, until a minute has passed since the first. Others from the same address are not concerned, so
 * that one bad client behind a proxy does not shut out the rest. Thread-safe.
 */
public final class Attempts {
    private static final int FREE = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    /** Of an IPv6 address, what belongs to one client: it has the rest to itself. */
    private static final int IPV6_GROUPS = 4;

    private final Cache<Name, AtomicInteger> wrong;

    private record Name(String address, String name) {}

    public Attempts(TimeSource time) {
        this.wrong = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(WINDOW)
                .ticker(time::nanos)
                .build();
    }

    /** @throws Fault {@code too-many-attempts} */
    public void check(String address, String name) {
        AtomicInteger count = wrong.getIfPresent(new Name(network(address), name));
        if (count != null && count.get() >= FREE) {
            throw Fault.of(FaultCode.TOO_MANY_ATTEMPTS, "Credentials of this name are not looked at for a minute.")
                    .withHeader("Retry-After", Long.toString(WINDOW.toSeconds()));
        }
    }

    /** A wrong one has come. */
    public void failed(String address, String name) {
        wrong.get(new Name(network(address), name), _ -> new AtomicInteger()).incrementAndGet();
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", IPV6_GROUPS + 1);
        return groups.length <= IPV6_GROUPS ? address : String.join(":", Arrays.copyOf(groups, IPV6_GROUPS));
    }
}
