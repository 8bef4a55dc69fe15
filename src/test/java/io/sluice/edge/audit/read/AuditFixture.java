package io.sluice.edge.audit.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.edge.audit.AuditConfig;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.trail.AuditTrail;
import io.sluice.edge.audit.trail.LineSeal;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.sluice.store.commit.CommitMeans;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.testing.Configs;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Trails in a real store on a folder, and hands that reach into it. */
abstract class AuditFixture {
    static final BucketName BUCKET = new BucketName("audit");
    static final TimeSource TIME = TimeSource.system();

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final Ids ids = Ids.system();
    final Timers timers = (delay, task) -> {
        var timer = clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    };

    @TempDir
    Path folder = Path.of("");

    private @Nullable ObjectStore opened;

    @BeforeEach
    final void open() {
        ObjectStore store = new LocalObjectStore(folder, threads, TIME, ids);
        Await.on(store.ensureBucket(BUCKET));
        opened = store;
    }

    @AfterEach
    final void stopThreads() {
        clock.shutdownNow();
        threads.shutdownNow();
    }

    final ObjectStore store() {
        return Objects.requireNonNull(opened);
    }

    final AuditTrail trail(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of("sluice.audit.max-delay", "20ms"));
        values.putAll(more);
        Backoff backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), new Random(1));
        CommitMeans means = new CommitMeans(store(), TIME, timers, backoff);
        return new AuditTrail(
                new AuditTrail.Parts(BUCKET, means, ids, new SimpleMeterRegistry()),
                Configs.of(AuditConfig.class, values));
    }

    final AuditReader reader(@Nullable String secret) {
        return reader(new AuditReader.Trail(BUCKET, new LineSeal(Optional.ofNullable(secret)), Optional.empty()), TIME);
    }

    final AuditReader reader(AuditReader.Trail trail, TimeSource time) {
        return new AuditReader(store(), new ByteBudget(64 << 20, 10, timers), trail, time);
    }

    static AuditEvent event(String resource) {
        AuditEvent.Who who = new AuditEvent.Who("alice", "key", "127.0.0.1");
        return new AuditEvent(
                TIME.now(),
                who,
                "object.write",
                resource,
                "01M8F7ACBHWHHTVF6DRE88R0K9",
                AuditEvent.End.of(201),
                AuditEvent.Told.NOTHING);
    }

    /** A trail of so many lines in several objects, that has come to its end. */
    final String written(AuditTrail trail, int lines) {
        for (int i = 0; i < lines; i++) {
            trail.add(event("files/" + i));
        }
        Await.on(Uni.createFrom().completionStage(trail.stop()));
        return trail.chain();
    }

    /** Of some lines each. */
    final String writtenInPieces(int lines, @Nullable String secret) {
        Map<String, String> config = new HashMap<>(Map.of("sluice.audit.max-bytes", "1500"));
        if (secret != null) {
            config.put("sluice.audit.secret", secret);
        }
        return written(trail(config), lines);
    }

    /** The keys of all objects, in their order. */
    final List<String> keys() {
        return Await.on(store().list(new ListQuery(BUCKET, "lines/", null, null, 1000))).objects().stream()
                .map(entry -> entry.key().value())
                .toList();
    }

    final List<String> lines(String key) {
        var read = Await.on(store().get(object(key), ByteRange.all(), 1 << 20, ReadCondition.NONE));
        return new ArrayList<>(
                StandardCharsets.UTF_8.decode(read.joined()).toString().lines().toList());
    }

    final void rewrite(String key, List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        Await.on(store().put(object(key), Attributes.NONE, WriteCondition.NONE, Body.of(ByteBuffer.wrap(bytes))));
    }

    final void delete(String key) {
        Await.on(store().delete(object(key), WriteCondition.NONE));
    }

    private static ObjectRef object(String key) {
        return new ObjectRef(BUCKET, new ObjectKey(key));
    }

    /** All that a verification of the last hours finds, as {@code kind seq} or {@code kind seq-last}. */
    final List<String> findings(@Nullable String secret) {
        return findings(reader(secret).verify(TIME.now().minus(Duration.ofHours(2)), TIME.now()));
    }

    final List<String> findings(Instant from, Instant to) {
        return findings(reader(null).verify(from, to));
    }

    private List<String> findings(AuditVerification verification) {
        List<String> found = new ArrayList<>();
        AuditVerification.Step step;
        do {
            step = Await.on(verification.next());
            for (AuditFinding finding : step.findings()) {
                found.add(finding.kind().label() + " " + finding.seq()
                        + (finding.last() == finding.seq() ? "" : "-" + finding.last()));
            }
        } while (!step.done());
        assertThat(step.objects()).isEqualTo(keys().size());
        return found;
    }
}
