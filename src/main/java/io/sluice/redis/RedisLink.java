package io.sluice.redis;

import io.sluice.base.time.Backoff;
import io.sluice.base.time.Timers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The link to Redis, which may be absent, slow or gone at any time. A command that gets no answer in time suspends the link:
 * every other fails at once, so that no request waits for Redis a second time. When the answer comes late, the link goes on, as it
 * may be this process that was slow; when it does not come, the link is broken, and one timer looks for Redis. Thread-safe.
 */
public final class RedisLink implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A link that holds for so long is no longer one that keeps breaking. */
    private static final Duration STEADY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final @Nullable String url;
    private final Duration timeout;
    private final Timers timers;
    private final Backoff backoff = Backoff.system(FIRST_PAUSE, LONGEST_PAUSE);
    private final AtomicReference<Link> link = new AtomicReference<>(AWAY);
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, Consumer<String>> channels = new ConcurrentHashMap<>();
    private final List<Runnable> beforeUp = new CopyOnWriteArrayList<>();
    private final List<Runnable> whenUp = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private static final Link AWAY = new Away();

    private sealed interface Link {
        @Nullable
        RedisLine line();
    }

    private record Up(RedisLine line) implements Link {}

    /** A command is late. */
    private record Suspended(RedisLine line) implements Link {}

    private record Away() implements Link {
        @Override
        public @Nullable RedisLine line() {
            return null;
        }
    }

    /** How Redis is doing. */
    public enum State {
        /** None is configured. */
        ABSENT,
        UP,
        DOWN
    }

    public RedisLink(Vertx vertx, RedisConfig config, Timers timers) {
        this.vertx = vertx;
        this.url = config.url().orElse(null);
        this.timeout = config.timeout();
        this.timers = timers;
    }

    /** Begins to connect; call it after {@link #listen}, {@link #beforeUp} and {@link #whenUp}. */
    public void start() {
        if (url != null) {
            connect(url);
        }
    }

    public State state() {
        if (url == null) {
            return State.ABSENT;
        }
        return link.get() instanceof Up ? State.UP : State.DOWN;
    }

    /** Hands every message of a channel to {@code taker}, on a thread that must not block. Messages sent while the link is broken are lost. */
    public void listen(String channel, Consumer<String> taker) {
        channels.put(channel, taker);
    }

    /** Runs {@code task} each time the link is about to come up: no command goes before it has ended. */
    public void beforeUp(Runnable task) {
        beforeUp.add(task);
    }

    /** Runs {@code task} each time the link has come up. */
    public void whenUp(Runnable task) {
        whenUp.add(task);
    }

    /** Sends a command; fails with {@link RedisAway}, or with what Redis says. */
    public Uni<Response> send(Request request) {
        return sent(to -> to.commands().send(request));
    }

    /** Sends commands in one go. */
    public Uni<List<@Nullable Response>> send(List<Request> requests) {
        return sent(to -> to.commands().batch(requests));
    }

    private <T> Uni<T> sent(Function<RedisLine, Future<T>> call) {
        return Uni.createFrom()
                .completionStage(() -> link.get() instanceof Up(RedisLine line)
                        ? inTime(line, call.apply(line))
                        : CompletableFuture.failedStage(new RedisAway("the link is broken")));
    }

    /** What Redis itself refuses is a {@link Response}; every other failure is of the connection. */
    private <T> CompletableFuture<T> inTime(RedisLine to, Future<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable cancel = timers.after(timeout, () -> {
            if (result.completeExceptionally(new RedisAway("no answer in time"))) {
                suspend(to, call);
            }
        });
        call.onComplete(done -> {
            cancel.run();
            if (done.succeeded()) {
                result.complete(done.result());
                return;
            }
            result.completeExceptionally(done.cause());
            if (!(done.cause() instanceof Response)) {
                broken(to, String.valueOf(done.cause()));
            }
        });
        return result;
    }

    private void suspend(RedisLine which, Future<?> late) {
        Suspended suspended = new Suspended(which);
        if (!replaced(which, suspended)) {
            return;
        }
        Runnable cancel = timers.after(RedisLine.CONNECT_LIMIT, () -> broken(which, "no answer"));
        late.onComplete(done -> {
            if (done.succeeded() && suspended.equals(link.get())) {
                cancel.run();
                beforeUp.forEach(Runnable::run);
                if (link.compareAndSet(suspended, new Up(which))) {
                    whenUp.forEach(Runnable::run);
                }
            }
        });
    }

    /** Puts {@code other} in place of a state that uses this line; false when there is none. */
    private boolean replaced(RedisLine which, Link other) {
        Link now = link.get();
        return which.equals(now.line()) && link.compareAndSet(now, other);
    }

    private void connect(String to) {
        RedisLine opening = new RedisLine(vertx, to);
        CompletableFuture<RedisLine> opened = opening.open(channels, why -> broken(opening, why));
        Runnable cancel = timers.after(
                RedisLine.CONNECT_LIMIT, () -> opened.completeExceptionally(new RedisAway("no connection in time")));
        var _ = opened.thenCompose(this::promptly).whenComplete((done, failure) -> {
            cancel.run();
            if (failure == null && !closed) {
                up(done);
            } else {
                opening.close();
                again();
            }
        });
    }

    /** A Redis that is slow is as good as none. */
    private CompletableFuture<RedisLine> promptly(RedisLine opened) {
        return inTime(opened, opened.commands().send(Request.cmd(Command.PING)).map(opened));
    }

    private void up(RedisLine opened) {
        Runnable _ = timers.after(STEADY, () -> steady(opened));
        beforeUp.forEach(Runnable::run);
        link.set(new Up(opened));
        LOG.info("Redis is up");
        whenUp.forEach(Runnable::run);
    }

    private void steady(RedisLine which) {
        if (which.equals(link.get().line())) {
            failures.set(0);
        }
    }

    private void broken(RedisLine which, String why) {
        if (replaced(which, AWAY)) {
            LOG.warnf("Redis is down: cause=%s", why);
            which.close();
            again();
        }
    }

    private void again() {
        if (!closed && url != null) {
            String to = url;
            Runnable _ = timers.after(backoff.delay(failures.incrementAndGet()), () -> connect(to));
        }
    }

    @Override
    public void close() {
        closed = true;
        RedisLine open = link.getAndSet(AWAY).line();
        if (open != null) {
            open.close();
        }
    }
}
