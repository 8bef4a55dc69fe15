package io.sluice.edge.audit.read;

import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.ChainHead;
import io.sluice.edge.audit.trail.AuditKey;
import io.sluice.edge.audit.trail.AuditLine;
import io.sluice.edge.audit.trail.AuditTrail;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Notes the ends of all other chains in the own one, at the start and now and then: so that the end of a chain cannot be cut off, nor a
 * whole one made anew, without another chain telling of it.
 */
public final class AuditWitness {
    private static final Logger LOG = Logger.getLogger(AuditWitness.class);

    /** Chains that have had no line for longer have been noted before. */
    private static final Duration REACH = Duration.ofHours(25);

    private static final int MOST_CHAINS = 1000;

    private final AuditTrail trail;
    private final AuditObjects objects;
    private final TimeSource time;
    private final Timers timers;
    private final Duration every;
    private Map<String, ChainHead> before = Map.of();
    private volatile Runnable cancel = () -> {};
    private volatile boolean stopped;

    public AuditWitness(AuditTrail trail, AuditReader reader, TimeSource time, Timers timers, Duration every) {
        this.trail = trail;
        this.objects = reader.objects();
        this.time = time;
        this.timers = timers;
        this.every = every;
    }

    /** Looks for the first time; goes on by itself. */
    public void start() {
        look();
    }

    public void stop() {
        stopped = true;
        cancel.run();
    }

    private void look() {
        if (stopped) {
            return;
        }
        Instant now = time.now();
        Map<String, AuditKey> last = new HashMap<>();
        collect(objects.walk(now.minus(REACH), now, null), last)
                .chain(() -> heads(new ArrayList<>(last.values()), new ArrayList<>()))
                .subscribe()
                .with(this::note, this::failed);
    }

    /** Only the last object of each chain is of interest. */
    private Uni<Void> collect(AuditObjects.Walk walk, Map<String, AuditKey> last) {
        return walk.page().chain(keys -> {
            keys.stream().filter(key -> !key.chain().equals(trail.chain())).forEach(key -> keep(key, last));
            return keys.isEmpty() ? Uni.createFrom().voidItem() : collect(walk, last);
        });
    }

    private static void keep(AuditKey key, Map<String, AuditKey> last) {
        if (last.size() < MOST_CHAINS || last.containsKey(key.chain())) {
            last.put(key.chain(), key);
        }
    }

    private Uni<List<ChainHead>> heads(List<AuditKey> rest, List<ChainHead> found) {
        if (rest.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return objects.lines(rest.removeLast()).chain(lines -> {
            Optional<AuditLine> last = lines.isEmpty() ? Optional.empty() : AuditLine.parse(lines.getLast());
            last.ifPresent(line -> found.add(line.head()));
            return heads(rest, found);
        });
    }

    private void note(List<ChainHead> heads) {
        Map<String, ChainHead> now = new HashMap<>();
        heads.forEach(head -> now.put(head.chain(), head));
        List<ChainHead> news = heads.stream()
                .filter(head -> !head.equals(before.get(head.chain())))
                .toList();
        if (!news.isEmpty() && !stopped) {
            trail.add(AuditEvent.witness(time.now(), news));
        }
        before = now;
        again();
    }

    private void failed(Throwable failure) {
        LOG.warnf("The ends of the audit trail's chains could not be noted: cause=%s", String.valueOf(failure));
        again();
    }

    private void again() {
        if (!stopped) {
            cancel = timers.after(every, this::look);
        }
    }
}
