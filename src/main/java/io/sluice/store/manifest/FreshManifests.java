package io.sluice.store.manifest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Manifests of one kind by their names, each an object {@code {root}{name}.json}, remembered one by one for a short time, also that
 * there is none. The store itself is asked, never what replicas share: nothing that is told is older than the time plus one call,
 * whatever Redis does. What is asked for again and again is renewed before anybody has to wait for it. Names come from outside, and there
 * may be many that are no more than made up: so the store is asked for a few at once, and others wait in line. Thread-safe.
 *
 * @param <T> what one of them says
 */
public final class FreshManifests<T> {
    private static final String SUFFIX = ".json";

    private static final int READ_AT_ONCE = 16;
    private static final int LINE = 1000;

    private final Manifests<T> manifests;
    private final Place place;
    private final Duration freshFor;
    private final TimeSource time;
    private final Cache<String, Known<T>> known;

    /** Questions under way, by name; an answer is kept only of one that still is. Decides for what is kept, too. */
    private final Map<String, Question<T>> underWay = new ConcurrentHashMap<>();

    private final AtomicLong questions = new AtomicLong();
    private final Turnstile turnstile = new Turnstile(READ_AT_ONCE, LINE);

    /**
     * Where they are.
     *
     * @param root what the keys begin with, a slash last
     */
    public record Place(BucketName bucket, String root) {}

    /**
     * What is remembered.
     *
     * @param manifest empty when there is none
     * @param asked by the monotonic clock
     */
    public record Known<T>(Optional<Manifest<T>> manifest, long asked) {}

    private record Question<T>(long number, CompletableFuture<Optional<Manifest<T>>> answer) {}

    /**
     * @param freshFor how old may be what is told
     * @param most so many are remembered
     */
    public FreshManifests(Manifests<T> manifests, Place place, Duration freshFor, int most, TimeSource time) {
        this.manifests = manifests;
        this.place = place;
        this.freshFor = freshFor;
        this.time = time;
        this.known = Caffeine.newBuilder().maximumSize(most).build();
    }

    /** What is remembered of it; null when the store has to be asked. Never blocks. */
    public @Nullable Known<T> atHand(String name) {
        Known<T> there = known.getIfPresent(name);
        if (there == null || !isYounger(there, freshFor)) {
            return null;
        }
        if (!isYounger(there, freshFor.dividedBy(2))) {
            asked(name).subscribe().with(_ -> {}, _ -> {});
        }
        return there;
    }

    /** The manifest of this name; empty when there is none. Fails as reads do, and with {@code store-busy} when the line is full. */
    public Uni<Optional<Manifest<T>>> find(String name) {
        return Uni.createFrom().deferred(() -> {
            Known<T> there = atHand(name);
            return there == null ? asked(name) : Uni.createFrom().item(there.manifest());
        });
    }

    /** As {@link Manifests#change}; what is remembered here is forgotten, and what was asked before is not kept. */
    public Uni<Changed<T>> change(String name, Function<Optional<Manifest<T>>, Change<T>> how) {
        return manifests.change(object(name), how).onTermination().invoke(() -> forget(name));
    }

    private void forget(String name) {
        underWay.compute(name, (_, _) -> {
            known.invalidate(name);
            return null;
        });
    }

    private ObjectRef object(String name) {
        return new ObjectRef(place.bucket(), new ObjectKey(place.root() + name + SUFFIX));
    }

    private boolean isYounger(Known<T> there, Duration age) {
        return time.nanos() - there.asked() < age.toNanos();
    }

    /** Of those who want to know at once one asks. */
    private Uni<Optional<Manifest<T>>> asked(String name) {
        return Uni.createFrom().completionStage(() -> {
            Question<T> mine = new Question<>(questions.incrementAndGet(), new CompletableFuture<>());
            Question<T> there = underWay.putIfAbsent(name, mine);
            if (there == null) {
                ask(name, mine);
            }
            return (there == null ? mine : there).answer().copy();
        });
    }

    private void ask(String name, Question<T> question) {
        if (!turnstile.enter(() -> read(name, question))) {
            failed(name, question, Fault.of(FaultCode.STORE_BUSY, "Too many ask for what is to be read first."));
        }
    }

    private void read(String name, Question<T> question) {
        long begun = time.nanos();
        manifests
                .find(object(name))
                .onTermination()
                .invoke(turnstile::leave)
                .subscribe()
                .with(
                        found -> {
                            over(name, question, new Known<>(found, begun));
                            question.answer().complete(found);
                        },
                        failure -> failed(name, question, failure));
    }

    private void failed(String name, Question<T> question, Throwable failure) {
        over(name, question, null);
        question.answer().completeExceptionally(failure);
    }

    private void over(String name, Question<T> question, @Nullable Known<T> learnt) {
        underWay.computeIfPresent(name, (_, there) -> {
            if (there.number() != question.number()) {
                return there;
            }
            if (learnt != null) {
                known.put(name, learnt);
            }
            return null;
        });
    }
}
