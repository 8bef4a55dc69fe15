package io.sluice.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Redis of its own on a free loopback port, which keeps nothing: after a stop and a start it is empty. */
public final class RealRedis extends RealServer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;

    private RealRedis(int port) {
        super(launch(port));
        this.port = port;
    }

    /** A new one, running. */
    public static RealRedis started() {
        RealRedis redis = new RealRedis(Ports.free());
        redis.start();
        return redis;
    }

    /** The one of this JVM, started when first asked for and never stopped: tests keep to keys of their own. */
    public static RealRedis shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final RealRedis INSTANCE = started();
    }

    public URI endpoint() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    private static Launch launch(int port) {
        Path folder = AtExit.temporaryFolder("redis");
        List<String> command = List.of(
                Tools.find("redis-server").toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no");
        return new Launch("redis", folder, command, Map.of(), () -> Answers.pong(port), PATIENCE);
    }
}
