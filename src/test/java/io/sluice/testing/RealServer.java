package io.sluice.testing;

/** A server that is a process of its own, on one port for good, with outages as a test wants them. */
public abstract class RealServer implements AutoCloseable {
    private final ServerProcess process;

    RealServer(Launch launch) {
        this.process = new ServerProcess(launch);
    }

    public final ServerProcess process() {
        return process;
    }

    /** Starts it, or starts it again where it was. */
    public final void start() {
        process.start();
    }

    /** An outage: connections are refused until {@link #start()}. */
    public final void stop() {
        process.stop();
    }

    @Override
    public final void close() {
        stop();
    }
}
