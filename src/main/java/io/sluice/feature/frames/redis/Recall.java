package io.sluice.feature.frames.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.feature.frames.index.FactsForm;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks Redis what replicas have left there of packs. Thread-safe. */
final class Recall {
    private static final Logger LOG = Logger.getLogger(Recall.class);

    /** Packs that one command asks for. */
    private static final int AT_ONCE = 64;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int REMEMBERED = 10_000;

    private final RedisLink redis;
    private final KeptFacts kept;
    private final Cache<ByteBuffer, ByteBuffer> names = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(REMEMBERED)
            .build();

    private record Found(PackKey pack, ByteBuffer value) {
        ByteBuffer reference() {
            return value.slice(0, KeptFacts.REFERENCE);
        }

        ByteBuffer rest() {
            return value.slice(KeptFacts.REFERENCE, value.remaining() - KeptFacts.REFERENCE);
        }
    }

    Recall(RedisLink redis, KeptFacts kept) {
        this.redis = redis;
        this.kept = kept;
    }

    /** Never fails; what Redis does not have is missing. */
    Uni<List<PackFacts>> of(List<PackKey> packs) {
        return Multi.createFrom()
                .iterable(asked(packs))
                .onItem()
                .transformToUniAndConcatenate(this::found)
                .onItem()
                .transformToMultiAndConcatenate(found -> Multi.createFrom().iterable(found))
                .collect()
                .asList()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("Redis tells nothing of packs: cause=%s", failure);
                    return List.of();
                });
    }

    private static Collection<List<PackKey>> asked(List<PackKey> packs) {
        List<List<PackKey>> asked = new ArrayList<>();
        packs.stream()
                .collect(Collectors.groupingBy(PackKey::minute, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(ofMinute -> {
                    for (int at = 0; at < ofMinute.size(); at += AT_ONCE) {
                        asked.add(ofMinute.subList(at, Math.min(ofMinute.size(), at + AT_ONCE)));
                    }
                });
        return asked;
    }

    private Uni<List<PackFacts>> found(List<PackKey> ofOneMinute) {
        return redis.send(kept.askFor(ofOneMinute)).chain(answer -> {
            List<Found> found = new ArrayList<>();
            for (int i = 0; i < ofOneMinute.size(); i++) {
                Response value = answer.get(i);
                ByteBuffer bytes = value == null ? NOTHING : ByteBuffer.wrap(value.toBytes());
                if (bytes.remaining() > KeptFacts.REFERENCE) {
                    found.add(new Found(ofOneMinute.get(i), bytes));
                }
            }
            return named(found).map(_ -> read(found));
        });
    }

    /** Learns the names that are not known yet. */
    private Uni<Void> named(List<Found> found) {
        Map<ByteBuffer, Request> asked = new LinkedHashMap<>();
        for (Found one : found) {
            if (names.getIfPresent(one.reference()) == null) {
                asked.put(one.reference(), kept.askForNames(one.pack(), KeptFacts.bytes(one.reference())));
            }
        }
        if (asked.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<ByteBuffer> references = List.copyOf(asked.keySet());
        return redis.send(List.copyOf(asked.values()))
                .invoke(answers -> {
                    for (int i = 0; i < references.size(); i++) {
                        Response value = answers.get(i);
                        if (value != null) {
                            names.put(references.get(i), ByteBuffer.wrap(value.toBytes()));
                        }
                    }
                })
                .replaceWithVoid();
    }

    private List<PackFacts> read(List<Found> found) {
        List<PackFacts> facts = new ArrayList<>();
        for (Found one : found) {
            PackFacts read = read(one);
            if (read != null) {
                facts.add(read);
            }
        }
        return facts;
    }

    private @Nullable PackFacts read(Found one) {
        ByteBuffer named = names.getIfPresent(one.reference());
        try {
            return named == null ? null : new FactsForm(named, one.rest()).read(one.pack());
        } catch (RuntimeException notUnderstood) {
            LOG.debugf("What Redis has of a pack is not understood: key=%s cause=%s", one.pack(), notUnderstood);
            return null;
        }
    }
}
