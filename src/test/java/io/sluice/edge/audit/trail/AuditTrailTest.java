package io.sluice.edge.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ManualTimers;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Ids;
import io.sluice.edge.audit.AuditConfig;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.AuditEvent.Outcome;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.ObjectStore;
import io.sluice.store.Stored;
import io.sluice.store.commit.CommitMeans;
import io.sluice.testing.Configs;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However much comes, what is done has its lines, and what has none is told. */
class AuditTrailTest {
    private static final int MEMORY = 256 << 10;

    private final MovedClock clock = new MovedClock();
    private final ManualTimers timers = new ManualTimers();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AuditLine> stored = new ArrayList<>();

    /** Puts that wait for an answer. */
    private final List<Runnable> waiting = new ArrayList<>();

    private boolean frozen;
    private final AuditTrail trail = new AuditTrail(
            new AuditTrail.Parts(
                    new BucketName("audit"),
                    new CommitMeans(
                            store(),
                            clock,
                            timers,
                            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1))),
                    new Ids(clock, new Random(1)),
                    meters),
            Configs.of(
                    AuditConfig.class, Map.of("sluice.audit.memory", MEMORY + "", "sluice.audit.max-bytes", "16384")));

    /** One that takes objects, and does not answer while it is frozen. */
    private ObjectStore store() {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("put");
                    Body.Held body = (Body.Held) arguments[3];
                    return Uni.createFrom().<Stored>emitter(answer -> {
                        Runnable take = () -> {
                            body.chunks().forEach(this::take);
                            answer.complete(new Stored(new ETag("x"), body.length(), null, null));
                        };
                        if (frozen) {
                            waiting.add(take);
                        } else {
                            take.run();
                        }
                    });
                });
    }

    private void take(ByteBuffer chunk) {
        StandardCharsets.UTF_8
                .decode(chunk.duplicate())
                .toString()
                .lines()
                .forEach(line -> stored.add(AuditLine.parse(line).orElseThrow()));
    }

    private void thaw() {
        frozen = false;
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }

    /** As if so much time had passed. */
    private void pass(Duration time) {
        clock.move(time);
        timers.elapse(time);
    }

    private AuditEvent event(String kind, String resource, int status) {
        AuditEvent.Who who = new AuditEvent.Who("alice", kind, "127.0.0.1");
        return new AuditEvent(
                clock.now(), who, "object.write", resource, "1", AuditEvent.End.of(status), AuditEvent.Told.NOTHING);
    }

    private double waits() {
        return Objects.requireNonNull(meters.find(Meters.AUDIT_WAITING).gauge()).value();
    }

    private double skipped() {
        return meters.counter(Meters.AUDIT_SKIPPED).count();
    }

    private List<AuditEvent> storedEvents() {
        pass(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        return stored.stream().map(AuditLine::event).toList();
    }

    @Test
    void refusalsTakeNoMoreThanHalfOfTheMemoryWhileTheStoreDoesNotAnswer() {
        frozen = true;
        for (int second = 0; second < 100; second++) {
            for (int i = 0; i < 200; i++) {
                trail.add(event(i % 2 == 0 ? "anonymous" : "key", "files/" + "x".repeat(15_000), 401));
            }
            pass(Duration.ofSeconds(1));
        }

        assertThat(waits()).isBetween(MEMORY / 4.0, MEMORY / 2.0 + 4096);
        assertThat(trail.behind()).isNull();
    }

    @Test
    void whatIsDoneHasTheOtherHalf() {
        frozen = true;
        for (int second = 0; second < 100; second++) {
            for (int i = 0; i < 200; i++) {
                trail.add(event("anonymous", "files/" + "x".repeat(15_000), 401));
            }
            pass(Duration.ofSeconds(1));
        }
        double before = waits();
        int changes = 0;
        while (trail.behind() == null) {
            trail.add(event("key", "files/" + changes++, 201));
        }

        assertThat(Objects.requireNonNull(trail.behind()).code()).isEqualTo(FaultCode.AUDIT_BEHIND);
        assertThat(waits() - before).isGreaterThan(MEMORY / 2.0 - 4096);
        assertThat(waits()).isLessThan(MEMORY + 4096);
    }

    @Test
    void eachKindOfCallersHasAHundredRefusalsASecond() {
        for (int i = 0; i < 300; i++) {
            trail.add(event("anonymous", "files/a", 401));
            trail.add(event("anybody", "files/a", 403));
        }
        for (int i = 0; i < 150; i++) {
            trail.add(event("key", "files/b", 403));
        }

        List<AuditEvent> events = storedEvents();

        assertThat(events)
                .filteredOn(event -> event.resource().equals("files/a"))
                .hasSize(100);
        assertThat(events)
                .filteredOn(event -> event.resource().equals("files/b"))
                .hasSize(100);
        assertThat(skipped()).isEqualTo(550);
    }

    @Test
    void changesAndFailuresAreNotCounted() {
        for (int i = 0; i < 300; i++) {
            trail.add(event("key", "files/a", 201));
            trail.add(event("key", "files/a", 412));
        }

        assertThat(storedEvents()).hasSize(600);
    }

    @Test
    void theTrailTellsHowManyRefusalsItDoesNotHave() {
        for (int i = 0; i < 130; i++) {
            trail.add(event("anonymous", "files/a", 401));
        }

        List<AuditEvent> events = storedEvents();

        assertThat(events.getLast().action()).isEqualTo("audit.skip");
        assertThat(events.getLast().who().subject()).isEqualTo("sluice");
        assertThat(events.getLast().told().skipped()).isEqualTo(30);
        assertThat(timers.set()).isZero();
    }

    @Test
    void itTellsOfThoseOfAnOutageWhenThereIsRoomAgain() {
        frozen = true;
        long came = 0;
        for (int second = 0; second < 20; second++) {
            for (int i = 0; i < 100; i++) {
                trail.add(event("anonymous", "files/" + "x".repeat(2_000), 401));
                came++;
            }
            pass(Duration.ofSeconds(1));
        }
        thaw();

        List<AuditEvent> events = storedEvents();

        long told = events.stream().mapToLong(event -> event.told().skipped()).sum();
        long lines = events.stream()
                .filter(event -> event.outcome() == Outcome.DENIED)
                .count();
        assertThat(told).isPositive().isEqualTo((long) skipped());
        assertThat(lines + told).isEqualTo(came);
    }

    @Test
    void itTellsOfThemBeforeItStops() {
        for (int i = 0; i < 101; i++) {
            trail.add(event("anonymous", "files/a", 401));
        }
        var _ = trail.stop();

        assertThat(stored.getLast().event().told().skipped()).isOne();
    }

    @Test
    void noFieldIsLongerThanALineMayHold() {
        String key = "k".repeat(1024);
        trail.add(event("key", "files/" + key, 201));
        AuditEvent.Who who = new AuditEvent.Who("s".repeat(9000), "key", "f".repeat(9000), "v".repeat(9000));
        trail.add(new AuditEvent(
                clock.now(),
                who,
                "object.write",
                "r".repeat(9000),
                "i".repeat(9000),
                AuditEvent.End.of(201),
                AuditEvent.Told.NOTHING));

        List<AuditEvent> events = storedEvents();

        assertThat(events.getFirst().resource()).isEqualTo("files/" + key);
        AuditEvent cut = events.getLast();
        assertThat(cut.resource()).hasSize(63 + 1 + 1024).startsWith("rrr").endsWith("…");
        assertThat(List.of(cut.who().subject(), cut.who().from(), cut.who().via(), cut.requestId()))
                .allSatisfy(text -> assertThat(text).hasSize(256).endsWith("…"));
    }

    @Test
    void whatIsCutIsTextStill() {
        trail.add(event("key", "x" + "😀".repeat(1000), 201));
        trail.add(event("key", "😀".repeat(1000), 201));

        assertThat(storedEvents())
                .allSatisfy(event -> assertThat(event.resource()).matches("x?(😀)+…"));
    }
}
