package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ManualTimers;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.Secrets;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.Identification;
import io.sluice.edge.access.keys.KeyRing;
import io.sluice.edge.access.keys.KeyText;
import io.sluice.feature.keys.ApiKeys;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectStore;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.store.manifest.Manifests;
import io.sluice.testing.Configs;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first key on a store that fails on cue. */
class FirstKeyTest {
    private static final BucketName SYSTEM = new BucketName("sluice-system");
    private static final Pattern TOLD = Pattern.compile("slk_\\S+");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What becomes of writes. */
    private enum Cue {
        WRITTEN,
        AWAY,
        WRITTEN_BUT_NOT_ANSWERED
    }

    @TempDir
    private @Nullable Path folder;

    private final ManualTimers timers = new ManualTimers();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream before = System.out;
    private Cue cue = Cue.WRITTEN;
    private @Nullable ObjectStore store;

    @BeforeEach
    void open() {
        ObjectStore local =
                new LocalObjectStore(Objects.requireNonNull(folder), Runnable::run, TimeSource.system(), Ids.system());
        Await.on(local.ensureBucket(SYSTEM));
        store = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (self, method, arguments) -> called(local, method, arguments));
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(before);
    }

    private Object called(ObjectStore local, Method method, Object[] arguments) throws Throwable {
        Uni<?> lost = Uni.createFrom().failure(Fault.of(FaultCode.STORE_TIMEOUT, "On cue."));
        boolean write = method.getName().equals("put");
        if (write && cue == Cue.AWAY) {
            return lost;
        }
        try {
            Object answer = method.invoke(local, arguments);
            return write && cue == Cue.WRITTEN_BUT_NOT_ANSWERED ? ((Uni<?>) answer).chain(() -> lost) : answer;
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private KeyRing ring() {
        Manifests.Parts parts = new Manifests.Parts(
                Objects.requireNonNull(store),
                new ByteBudget(1 << 20, 1, timers),
                timers,
                Backoff.system(Duration.ofMillis(1), Duration.ofMillis(1)));
        return new KeyRing(parts, SYSTEM, Duration.ZERO, TimeSource.system());
    }

    private void start() {
        ApiKeys.Means means = new ApiKeys.Means(Ids.system(), Secrets.system(), TimeSource.system());
        ApiKeys keys = new ApiKeys(ring(), Objects.requireNonNull(store), SYSTEM, means);
        AccessConfig config = Configs.of(AccessConfig.class, Map.of("sluice.access.mode", "required"));
        new FirstKey(config, keys, timers).make();
    }

    private List<String> told() {
        return TOLD.matcher(console.toString(StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private void assertOneKeyIsToldThatOpens() {
        assertThat(told()).hasSize(1);
        assertThat(Await.on(ring().find(KeyText.parse(told().getFirst()).orElseThrow())))
                .isInstanceOf(Identification.As.class);
        assertThat(timers.set()).isZero();
    }

    @Test
    void aStoreThatIsAwayIsTriedAgainUntilThereIsAKey() {
        cue = Cue.AWAY;
        start();
        timers.elapse(PAUSE);
        assertThat(told()).isEmpty();
        cue = Cue.WRITTEN;

        timers.elapse(PAUSE);

        assertOneKeyIsToldThatOpens();
    }

    @Test
    void aKeyThatWasKeptWithoutAnAnswerIsToldAllTheSame() {
        cue = Cue.WRITTEN_BUT_NOT_ANSWERED;
        start();
        assertThat(told()).isEmpty();
        cue = Cue.WRITTEN;

        timers.elapse(PAUSE);

        assertOneKeyIsToldThatOpens();
    }

    @Test
    void whereThereIsAKeyNoOtherIsMade() {
        start();
        start();

        assertOneKeyIsToldThatOpens();
    }
}
