package io.sluice.runtime;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The one place that keeps a thread waiting: that which ends the process, until what is under way has come to its end. It is no
 * event loop, and has nothing else to do.
 */
final class LastWait {
    private static final Logger LOG = Logger.getLogger(LastWait.class);

    private LastWait() {}

    static void on(CompletionStage<?> ending, Duration atMost) {
        try {
            ending.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warnf("What was under way did not end in time: cause=%s", String.valueOf(late));
        }
    }
}
