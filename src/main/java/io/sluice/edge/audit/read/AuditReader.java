package io.sluice.edge.audit.read;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.audit.trail.AuditKey;
import io.sluice.edge.audit.trail.AuditLine;
import io.sluice.edge.audit.trail.LineSeal;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectReads;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the trail of all replicas, and verifies it. Lines come by the hour, then chain by chain. Thread-safe. */
public final class AuditReader {
    /** Objects that are read for one answer. */
    private static final int MOST_READ = 100;

    /** How long after the first line of an object its last one may have come: as long as the store took nothing. */
    static final Duration OPEN = Duration.ofHours(1);

    /** What is about to be let go of may be gone before it is read. */
    private static final Duration PARTING = Duration.ofHours(1);

    private final AuditObjects objects;
    private final Trail trail;
    private final TimeSource time;

    /**
     * What is read.
     *
     * @param seal by which the lines were made
     * @param keptFor after which lines are let go of; empty for never
     */
    public record Trail(BucketName bucket, LineSeal seal, Optional<Duration> keptFor) {}

    public AuditReader(ObjectReads store, ByteBudget budget, Trail trail, TimeSource time) {
        this.objects = new AuditObjects(store, trail.bucket(), budget);
        this.trail = trail;
        this.time = time;
    }

    /** The lines that a question is about. */
    public Uni<AuditPage> read(AuditQuery query) {
        return Uni.createFrom().deferred(() -> new Reading(query).more());
    }

    /** A verification of all lines that came from one time to another, to be carried out step by step. */
    public AuditVerification verify(Instant from, Instant to) {
        return new AuditVerification(objects, trail.seal(), kept(from), earlier(to, time.now()));
    }

    AuditObjects objects() {
        return objects;
    }

    /** From then on, as far as anything is kept. */
    private Instant kept(Instant from) {
        return trail.keptFor()
                .map(age -> time.now().minus(age).plus(PARTING))
                .filter(from::isBefore)
                .orElse(from);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** One answer. Confined to one step at a time. */
    private final class Reading {
        private final AuditQuery query;
        private final AuditObjects.Walk walk;
        private final List<AuditLine> found = new ArrayList<>();
        private Optional<AuditMark> resumed;
        private int read;

        Reading(AuditQuery query) {
            this.query = query;
            this.resumed = Optional.ofNullable(query.after());
            Instant to = earlier(query.to(), time.now()).plus(OPEN);
            this.walk = objects.walk(
                    kept(query.from().minus(OPEN)),
                    to,
                    resumed.map(AuditMark::key).orElse(null));
        }

        Uni<AuditPage> more() {
            if (resumed.isPresent()) {
                AuditMark mark = resumed.get();
                resumed = Optional.empty();
                return lines(mark.key(), mark.lines());
            }
            return walk.next()
                    .chain(key ->
                            key.isEmpty() ? Uni.createFrom().item(new AuditPage(found, null)) : lines(key.get(), 0));
        }

        private Uni<AuditPage> lines(AuditKey key, int skipped) {
            read++;
            return objects.lines(key).chain(lines -> {
                for (int i = skipped; i < lines.size(); i++) {
                    Optional<AuditLine> line =
                            AuditLine.parse(lines.get(i)).filter(there -> query.admits(there.event()));
                    line.ifPresent(found::add);
                    if (found.size() == query.limit()) {
                        return Uni.createFrom().item(new AuditPage(found, new AuditMark(key, i + 1)));
                    }
                }
                return read == MOST_READ
                        ? Uni.createFrom().item(new AuditPage(found, new AuditMark(key, lines.size())))
                        : more();
            });
        }
    }
}
