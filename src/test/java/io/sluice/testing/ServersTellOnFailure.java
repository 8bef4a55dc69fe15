package io.sluice.testing;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * When a test fails, adds the end of the log of every server that runs to the failure. For test classes with servers:
 * {@code @ExtendWith(ServersTellOnFailure.class)}.
 */
public final class ServersTellOnFailure implements AfterTestExecutionCallback {
    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException()
                .ifPresent(failure ->
                        ServerProcess.started().forEach(server -> failure.addSuppressed(new ServerLog(server.tail()))));
    }

    /** Carries a log into the report; where it was made is of no interest. */
    private static final class ServerLog extends RuntimeException {
        ServerLog(String text) {
            super(text, null, false, false);
        }
    }
}
