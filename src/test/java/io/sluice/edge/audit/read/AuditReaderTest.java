package io.sluice.edge.audit.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.trail.AuditTrail;
import io.sluice.edge.audit.trail.LineSeal;
import io.sluice.feature.frames.FixedTime;
import io.sluice.store.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditReaderTest extends AuditFixture {
    private static final Instant LONG_AGO = TIME.now().minus(Duration.ofDays(1));

    private static AuditQuery query(@Nullable String subject, @Nullable String action, @Nullable String resource) {
        return new AuditQuery(LONG_AGO, TIME.now().plusSeconds(60), subject, action, resource, null, 1000);
    }

    private List<String> found(AuditQuery query) {
        return Await.on(reader(null).read(query)).lines().stream()
                .map(line -> line.event().resource())
                .toList();
    }

    private static AuditEvent of(String subject, String action, String resource, int status) {
        AuditEvent.Who who = new AuditEvent.Who(subject, "key", "::1");
        return new AuditEvent(
                TIME.now(), who, action, resource, "id", AuditEvent.End.of(status), AuditEvent.Told.NOTHING);
    }

    private void given(AuditEvent... events) {
        AuditTrail trail = trail(Map.of());
        List.of(events).forEach(trail::add);
        written(trail, 0);
    }

    @Test
    void whatIsNotedIsReadAsItWas() {
        AuditEvent event = of("Zoë \"Z\" Müller", "object.write", "files/größe\n\u0001", 403);

        given(event);

        var lines = Await.on(reader(null).read(query(null, null, null))).lines();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().event()).isEqualTo(event);
        assertThat(lines.getFirst().event().outcome()).isEqualTo(AuditEvent.Outcome.DENIED);
        assertThat(findings(null)).isEmpty();
    }

    @Test
    void linesAreFoundBySubjectActionAndResource() {
        given(
                of("alice", "object.write", "files/a", 201),
                of("alice", "object.delete", "files/a/b", 204),
                of("bob", "object.write", "other/a", 201));

        assertThat(found(query("alice", null, null))).containsExactly("files/a", "files/a/b");
        assertThat(found(query(null, "object.write", null))).containsExactly("files/a", "other/a");
        assertThat(found(query(null, null, "files/a"))).containsExactly("files/a");
        assertThat(found(query(null, null, "files/*"))).containsExactly("files/a", "files/a/b");
        assertThat(found(query("bob", "object.delete", null))).isEmpty();
    }

    @Test
    void linesOfAnotherTimeAreNotFound() {
        given(of("alice", "object.write", "files/a", 201));
        Instant before = TIME.now().minus(Duration.ofMinutes(1));

        assertThat(found(new AuditQuery(LONG_AGO, before, null, null, null, null, 10)))
                .isEmpty();
        assertThat(found(new AuditQuery(before, TIME.now(), null, null, null, null, 10)))
                .containsExactly("files/a");
    }

    @Test
    void pagesTellEveryLineOnce() {
        writtenInPieces(50, null);
        List<String> found = new ArrayList<>();
        AuditMark after = null;
        do {
            AuditQuery query = new AuditQuery(LONG_AGO, TIME.now().plusSeconds(60), null, null, null, after, 7);
            AuditPage page = Await.on(reader(null).read(query));
            page.lines().forEach(line -> found.add(line.event().resource()));
            after = page.next() == null
                    ? null
                    : AuditMark.parse(page.next().text()).orElseThrow();
        } while (after != null);

        assertThat(found)
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "files/" + i).toList());
    }

    /** By the clock of a day and a half later. */
    @Test
    void whatIsOlderThanLinesAreKeptIsNeitherReadNorMissed() {
        writtenInPieces(50, null);
        delete(keys().getFirst());
        Instant later = TIME.now().plus(Duration.ofHours(36));
        AuditReader keeping = reader(
                new AuditReader.Trail(BUCKET, new LineSeal(Optional.empty()), Optional.of(Duration.ofDays(1))),
                new FixedTime(later));
        AuditQuery all = new AuditQuery(LONG_AGO, later, null, null, null, null, 1000);

        assertThat(Await.on(keeping.read(all)).lines()).isEmpty();
        AuditVerification.Step step = Await.on(keeping.verify(LONG_AGO, later).next());
        assertThat(step.findings()).isEmpty();
        assertThat(step.done()).isTrue();
    }
}
