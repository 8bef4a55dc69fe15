package io.sluice.edge.audit.read;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.audit.trail.AuditKey;
import io.sluice.edge.audit.trail.AuditTrail;
import io.sluice.store.BucketName;
import io.sluice.store.ListCursor;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.sluice.store.ReadCondition;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects of the trail, one after another in the order of their keys, and the lines in them. Thread-safe. */
final class AuditObjects {
    /** Bytes of an object, with the line that made it full. */
    private static final int LARGEST = 2 * AuditTrail.LARGEST;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectReads store;
    private final BucketName bucket;
    private final ByteBudget budget;

    AuditObjects(ObjectReads store, BucketName bucket, ByteBudget budget) {
        this.store = store;
        this.bucket = bucket;
        this.budget = budget;
    }

    /** Keys of a time. Confined to one question at a time. */
    final class Walk {
        private final Instant end;
        private Instant hour;
        private @Nullable ListCursor after;
        private List<AuditKey> page = List.of();
        private int at;

        /**
         * @param from the first hour
         * @param after goes on behind this key; null from the beginning
         */
        Walk(Instant from, Instant to, @Nullable AuditKey after) {
            this.hour = (after == null ? from : after.hour()).truncatedTo(ChronoUnit.HOURS);
            this.end = to;
            this.after = after == null ? null : ListCursor.after(after.toString());
        }

        /** The next key; empty at the end. */
        Uni<Optional<AuditKey>> next() {
            return at < page.size()
                    ? Uni.createFrom().item(Optional.of(page.get(at++)))
                    : page().map(keys -> {
                        page = keys;
                        at = 1;
                        return keys.stream().findFirst();
                    });
        }

        /** The next keys; none at the end. */
        Uni<List<AuditKey>> page() {
            if (hour.isAfter(end)) {
                return Uni.createFrom().item(List.of());
            }
            boolean day = isWholeDay();
            String prefix = day ? AuditKey.prefixOfDay(hour) : AuditKey.prefix(hour);
            ListQuery query = new ListQuery(bucket, prefix, null, after, ListQuery.MAX_LIMIT);
            return store.list(query).chain(found -> {
                after = found.next();
                if (after == null) {
                    hour = hour.plus(1, day ? ChronoUnit.DAYS : ChronoUnit.HOURS);
                }
                List<AuditKey> keys = found.objects().stream()
                        .flatMap(entry -> AuditKey.parse(entry.key().value()).stream())
                        .toList();
                return keys.isEmpty() ? page() : Uni.createFrom().item(keys);
            });
        }

        /** Whether all hours of a day are to come; then one listing tells their keys, in the same order. */
        private boolean isWholeDay() {
            Instant next = hour.plus(1, ChronoUnit.DAYS);
            return hour.equals(hour.truncatedTo(ChronoUnit.DAYS))
                    && !next.minus(1, ChronoUnit.HOURS).isAfter(end);
        }
    }

    Walk walk(Instant from, Instant to, @Nullable AuditKey after) {
        return new Walk(from, to, after);
    }

    private static boolean gone(Throwable failure) {
        FaultCode code = Fault.from(failure).code();
        return code == FaultCode.OBJECT_NOT_FOUND || code == FaultCode.PRECONDITION_FAILED;
    }

    /** The lines of an object; none of one that is gone meanwhile. What cannot be read as text is lines all the same. */
    Uni<List<String>> lines(AuditKey key) {
        return Uni.createFrom()
                .completionStage(() -> budget.acquire(LARGEST, ByteBudget.Share.SPARE, PATIENCE))
                .chain(lease -> store.get(key.in(bucket), ByteRange.all(), LARGEST, ReadCondition.NOW)
                        .map(read -> StandardCharsets.UTF_8
                                .decode(read.joined())
                                .toString()
                                .lines()
                                .toList())
                        .onFailure(AuditObjects::gone)
                        .recoverWithItem(List.of())
                        .onTermination()
                        .invoke(lease::close));
    }
}
