package io.sluice.edge.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Attempts attempts = new Attempts(new TimeSource() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return nanos.get();
        }
    });

    private void fail(int times, String address, String name) {
        for (int i = 0; i < times; i++) {
            attempts.failed(address, name);
        }
    }

    private void assertShutOut(String address, String name) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> attempts.check(address, name))
                .matches(fault -> fault.code() == FaultCode.TOO_MANY_ATTEMPTS)
                .matches(fault -> fault.headers().containsKey("Retry-After"));
    }

    private void assertLetIn(String address, String name) {
        assertThatCode(() -> attempts.check(address, name)).doesNotThrowAnyException();
    }

    @Test
    void afterTenWrongOnesNoMoreAreLookedAtForAMinute() {
        fail(9, "10.0.0.7", "key");
        assertLetIn("10.0.0.7", "key");
        fail(1, "10.0.0.7", "key");
        assertShutOut("10.0.0.7", "key");

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertLetIn("10.0.0.7", "key");
    }

    @Test
    void othersFromThereAndTheSameFromElsewhereAreNotConcerned() {
        fail(20, "10.0.0.7", "key");

        assertLetIn("10.0.0.7", "other");
        assertLetIn("10.0.0.8", "key");
    }

    @Test
    void aWholeNetworkOfIpv6IsOneClient() {
        fail(10, "2001:db8:1:2:3:4:5:6", "key");

        assertShutOut("2001:db8:1:2:ffff:0:0:1", "key");
        assertLetIn("2001:db8:1:3:3:4:5:6", "key");
    }
}
