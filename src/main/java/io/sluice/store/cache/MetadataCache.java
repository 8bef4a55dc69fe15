package io.sluice.store.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.Origin;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metadata in the memory of this process. Of those who ask for one object at once, one asks the store. Thread-safe.
 *
 * <p>A read announces itself before it asks the store; a write takes the announcement away, and then what the read brings is
 * told to those who waited for it, but not kept.
 */
final class MetadataCache {
    private static final int ENTRY_BYTES = 512;

    private final AsyncCache<ObjectRef, Entry> entries;

    private sealed interface Entry {}

    private record Present(ObjectInfo info) implements Entry {}

    private record Missing(Fault fault) implements Entry {}

    /** How long entries are told. */
    record Freshness(Duration present, Duration missing) {}

    MetadataCache(Freshness freshness, long bytes) {
        this.entries = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(bytes)
                .weigher((ObjectRef object, Entry entry) -> weight(object, entry))
                .expireAfter(Expiry.creating((ObjectRef _, Entry entry) -> switch (entry) {
                    case Present _ -> freshness.present();
                    case Missing _ -> freshness.missing();
                }))
                .buildAsync();
    }

    /** What is known now; null when the store has to be asked. */
    @Nullable
    ObjectInfo now(ObjectRef object) {
        return entry(object) instanceof Present(ObjectInfo info) ? info : null;
    }

    /** Whether it was learnt a moment ago that there is no such object. */
    boolean isMissing(ObjectRef object) {
        return entry(object) instanceof Missing;
    }

    private @Nullable Entry entry(ObjectRef object) {
        CompletableFuture<Entry> there = entries.getIfPresent(object);
        return there == null || !there.isDone() ? null : there.getNow(null);
    }

    /** What is known, or what {@code load} brings. */
    Uni<ObjectInfo> get(ObjectRef object, Supplier<Uni<ObjectInfo>> load) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Entry> slot = new CompletableFuture<>();
            CompletableFuture<Entry> there = entries.asMap().putIfAbsent(object, slot);
            return there == null
                    ? announced(slot, load)
                    : Uni.createFrom()
                            .completionStage(there::copy)
                            .onItem()
                            .transformToUni(entry -> entry == null ? load.get() : told(entry));
        });
    }

    /** Runs a read that will tell the metadata too; what it tells is kept. {@code info} gives it out of the answer, or null. */
    <T> Uni<T> learn(ObjectRef object, Uni<T> read, Function<T, @Nullable ObjectInfo> info) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Entry> slot = new CompletableFuture<>();
            return entries.asMap().putIfAbsent(object, slot) == null ? announced(slot, read, info) : read;
        });
    }

    /** What is known of the object is no longer told. */
    void forget(ObjectRef object) {
        entries.asMap().remove(object);
    }

    private static Uni<ObjectInfo> announced(CompletableFuture<Entry> slot, Supplier<Uni<ObjectInfo>> load) {
        return announced(slot, Uni.createFrom().deferred(load::get), found -> found);
    }

    private static <T> Uni<T> announced(
            CompletableFuture<Entry> slot, Uni<T> read, Function<T, @Nullable ObjectInfo> info) {
        return read.onItem()
                .invoke(item -> {
                    ObjectInfo found = info.apply(item);
                    slot.complete(found == null ? null : new Present(found.from(Origin.OWN_CACHE)));
                })
                .onFailure()
                .invoke(failure -> failed(slot, Fault.from(failure)))
                .onTermination()
                .invoke(() -> slot.complete(null));
    }

    private static void failed(CompletableFuture<Entry> slot, Fault fault) {
        if (fault.code() == FaultCode.OBJECT_NOT_FOUND) {
            slot.complete(new Missing(fault));
        } else {
            slot.complete(null);
        }
    }

    private static Uni<ObjectInfo> told(Entry entry) {
        return switch (entry) {
            case Present(ObjectInfo info) -> Uni.createFrom().item(info);
            case Missing(Fault fault) -> Uni.createFrom().failure(fault);
        };
    }

    private static int weight(ObjectRef object, Entry entry) {
        int bytes = ENTRY_BYTES + 2 * object.key().value().length();
        if (entry instanceof Present(ObjectInfo info)) {
            for (var pair : info.metadata().entrySet()) {
                bytes += 2 * (pair.getKey().length() + pair.getValue().length()) + 64;
            }
        }
        return bytes;
    }
}
