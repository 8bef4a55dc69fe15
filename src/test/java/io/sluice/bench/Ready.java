package io.sluice.bench;

import io.sluice.testing.SluiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks a Sluice whether it is ready, often enough for its start to be measured by it. */
final class Ready {
    private static final Duration EVERY = Duration.ofMillis(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER_MILLIS = 2_000;

    private Ready() {}

    /** @throws IllegalStateException when it ends, or is not ready within a minute */
    static void await(SluiceProcess sluice) {
        URI uri = sluice.uri("/q/health/ready");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(uri)) {
            if (!sluice.process().isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "Sluice did not get ready\n" + sluice.process().tail());
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private static boolean isReady(URI uri) {
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                .formatted(uri.getRawPath(), uri.getAuthority());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.endsWith(" 200");
        } catch (IOException notYet) {
            return false;
        }
    }
}
