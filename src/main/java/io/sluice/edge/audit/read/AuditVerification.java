package io.sluice.edge.audit.read;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.edge.audit.ChainHead;
import io.sluice.edge.audit.read.AuditFinding.Kind;
import io.sluice.edge.audit.trail.AuditKey;
import io.sluice.edge.audit.trail.AuditLine;
import io.sluice.edge.audit.trail.LineSeal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the trail against itself: every line against its own hash and that of the line before it, and the ends of chains against what
 * other chains have noted of them. One object at a time; not thread-safe.
 *
 * <p>Where a time begins within a chain, the first line that is seen of it is believed. That the last lines of a chain were cut off, or
 * all of them, is noticed only when another chain has noted them, by lines that came within the time.
 */
public final class AuditVerification {
    /** What a chain notes of another is no older, unless that has come to its end. */
    private static final Duration NOTED_WITHIN = Duration.ofHours(3);

    private final AuditObjects objects;
    private final LineSeal seal;
    private final Instant from;
    private final Instant to;
    private final AuditObjects.Walk walk;
    private final Map<String, ChainState> chains = new HashMap<>();

    /** What other chains have noted and was not seen yet. */
    private final Map<String, Noted> noted = new HashMap<>();

    private Instant hour = Instant.MIN;
    private long lines;
    private long read;

    /**
     * What came of one step.
     *
     * @param findings what is wrong, if anything is
     * @param objects read so far
     * @param lines read so far
     * @param done whether this was the last step
     */
    public record Step(List<AuditFinding> findings, long objects, long lines, boolean done) {
        public Step {
            findings = List.copyOf(findings);
        }
    }

    AuditVerification(AuditObjects objects, LineSeal seal, Instant from, Instant to) {
        this.objects = objects;
        this.seal = seal;
        this.from = from;
        this.to = to;
        this.walk = objects.walk(from, to, null);
    }

    /** Looks at the next object, or, when there is none, at what has been noted and was not found. */
    public Uni<Step> next() {
        return walk.next()
                .chain(key -> key.isEmpty()
                        ? Uni.createFrom().item(end())
                        : objects.lines(key.get())
                                .map(there -> new Look(key.get()).at(there))
                                .onFailure(AuditVerification::damaged)
                                .recoverWithItem(() -> new Look(key.get()).damaged()));
    }

    /** The store itself says that the bytes are not those that were put there. */
    private static boolean damaged(Throwable failure) {
        return Fault.from(failure).code() == FaultCode.STORE_CORRUPT;
    }

    private Step end() {
        List<AuditFinding> findings = new ArrayList<>();
        noted.forEach((chain, there) -> {
            long last = lastSeen(chain, there);
            long end = there.latest().seq();
            if (last < end) {
                findings.add(new AuditFinding(Kind.MISSING, chain, last + 1, end, ""));
            }
        });
        noted.clear();
        return new Step(findings, read, lines, true);
    }

    /** The last line of a chain that was seen, or that may lie before the time, where nobody looks. */
    private long lastSeen(String chain, Noted there) {
        ChainState seen = chains.get(chain);
        if (seen != null) {
            return seen.head().seq();
        }
        return isWithin(chain) ? 0 : there.earliest();
    }

    /** Whether a chain began in the time. */
    private boolean isWithin(String chain) {
        return !Ids.time(chain).isBefore(from);
    }

    /** A look at one object. */
    private final class Look {
        private final AuditKey key;
        private final List<AuditFinding> findings = new ArrayList<>();

        Look(AuditKey key) {
            this.key = key;
        }

        Step at(List<String> there) {
            read++;
            trim();
            long number = key.first();
            for (String text : there) {
                lines++;
                line(number++, text);
            }
            ChainState chain = chains.get(key.chain());
            if (chain != null) {
                chain.objectEnds();
            }
            return new Step(findings, read, lines, false);
        }

        Step damaged() {
            read++;
            find(Kind.UNREADABLE, key.first());
            return new Step(findings, read, lines, false);
        }

        private void trim() {
            if (!key.hour().equals(hour)) {
                hour = key.hour();
                chains.values().forEach(chain -> chain.trimBefore(hour.minus(NOTED_WITHIN)));
            }
        }

        private void line(long number, String text) {
            Optional<AuditLine> line =
                    AuditLine.parse(text).filter(found -> found.chain().equals(key.chain()));
            if (line.isPresent()) {
                check(text, line.get());
            } else {
                find(Kind.UNREADABLE, number);
                // Whatever hash it had, the next line cannot be held against it.
                chain(number).moveTo(new ChainHead(key.chain(), number, ""), key.hour());
            }
        }

        private void check(String text, AuditLine line) {
            ChainState chain = chain(line.seq());
            ChainHead before = chain.head();
            if (line.seq() <= before.seq()) {
                find(Kind.MOVED, line.seq());
                return;
            }
            if (line.seq() > before.seq() + 1) {
                findings.add(
                        new AuditFinding(Kind.MISSING, line.chain(), before.seq() + 1, line.seq() - 1, key.toString()));
            } else if (!before.hash().isEmpty() && !line.prev().equals(before.hash())) {
                find(Kind.REPLACED, before.seq());
            }
            if (!AuditLine.intact(text, seal)) {
                find(Kind.CHANGED, line.seq());
            }
            chain.moveTo(line.head(), key.hour());
            compare(line);
            if (!line.event().time().isAfter(to)) {
                line.event().heads().forEach(head -> note(head, line.event().time()));
            }
        }

        /** Of a chain that began before the time nothing is known; one that began in it begins with its first line. */
        private ChainState chain(long seq) {
            return chains.computeIfAbsent(key.chain(), id -> {
                ChainHead before = isWithin(id)
                        ? new ChainHead(id, 0, LineSeal.NOTHING)
                        : new ChainHead(id, seq - 1, seq == 1 ? LineSeal.NOTHING : "");
                return new ChainState(before, key.hour());
            });
        }

        private void note(ChainHead head, Instant when) {
            ChainState chain = chains.get(head.chain());
            if (chain == null || chain.head().seq() < head.seq()) {
                boolean late = !when.isBefore(from.plus(AuditReader.OPEN));
                noted.merge(head.chain(), Noted.of(head, late), Noted::and);
            } else if (chain.end(head.seq()).filter(end -> !end.equals(head)).isPresent()
                    || (chain.head().seq() == head.seq() && !chain.head().equals(head))) {
                findings.add(new AuditFinding(Kind.REPLACED, head.chain(), head.seq(), head.seq(), ""));
            }
        }

        private void compare(AuditLine line) {
            Noted there = noted.get(line.chain());
            if (there != null && there.latest().seq() == line.seq()) {
                noted.remove(line.chain());
                if (!there.latest().hash().equals(line.hash())) {
                    find(Kind.REPLACED, line.seq());
                }
            }
        }

        private void find(Kind kind, long seq) {
            findings.add(new AuditFinding(kind, key.chain(), seq, seq, key.toString()));
        }
    }
}
