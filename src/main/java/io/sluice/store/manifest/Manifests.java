package io.sluice.store.manifest;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Backoff;
import io.sluice.base.time.Timers;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Manifests of one kind: small JSON objects in a bucket, changed by conditional writes alone. Nothing is locked: who loses a race
 * reads again and decides anew. Thread-safe.
 */
public final class Manifests<T> {
    /** Bytes; a larger one is no manifest. */
    public static final int LARGEST = 256 << 10;

    /** So many lost races in a row are told as {@code write-conflict}. */
    static final int ATTEMPTS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Attributes JSON = Attributes.ofType("application/json");

    private final Parts parts;
    private final ManifestForm<T> form;

    /**
     * What manifests stand on.
     *
     * @param backoff between lost races
     */
    public record Parts(ObjectStore store, ByteBudget budget, Timers timers, Backoff backoff) {}

    public Manifests(Parts parts, ManifestForm<T> form) {
        this.parts = parts;
        this.form = form;
    }

    /** As it stands in the store at this moment. Fails as reads do, and with {@code store-corrupt} when it cannot be understood. */
    public Uni<Optional<Manifest<T>>> find(ObjectRef object) {
        return Uni.createFrom()
                .completionStage(() -> parts.budget().acquire(LARGEST, ByteBudget.Share.FLOOR, PATIENCE))
                .chain(lease -> parts.store()
                        .get(object, ByteRange.all(), LARGEST, ReadCondition.NOW)
                        .map(this::manifest)
                        .onTermination()
                        .invoke(lease::close))
                .onFailure(Manifests::missing)
                .recoverWithItem(Optional.empty());
    }

    /**
     * Reads, decides, writes; again when another was faster.
     *
     * @param how called once for each attempt, maybe after an attempt of ours of which nobody knows whether it was carried out:
     *     so it decides by what it is told, and by nothing that it has done. What it throws is the failure
     * @return how it stands then. Fails with {@code write-conflict} when others are faster each time, and as reads and writes do
     */
    public Uni<Changed<T>> change(ObjectRef object, Function<Optional<Manifest<T>>, Change<T>> how) {
        return attempt(1, object, how);
    }

    private Uni<Changed<T>> attempt(int number, ObjectRef object, Function<Optional<Manifest<T>>, Change<T>> how) {
        return find(object)
                .chain(there -> carryOut(object, there, how.apply(there))
                        .onFailure(failure -> lost(failure, there))
                        .recoverWithUni(() -> number < ATTEMPTS
                                ? pause(number).chain(() -> attempt(number + 1, object, how))
                                : Uni.createFrom()
                                        .failure(Fault.of(
                                                FaultCode.WRITE_CONFLICT,
                                                "Others change the same at the same time."))));
    }

    private Uni<Changed<T>> carryOut(ObjectRef object, Optional<Manifest<T>> there, Change<T> change) {
        return switch (change) {
            case Change.Keep<T>() -> Uni.createFrom().item(new Changed<>(there, false));
            case Change.Remove<T>() ->
                there.isEmpty()
                        ? Uni.createFrom().item(new Changed<>(there, false))
                        : parts.store()
                                .delete(
                                        object,
                                        WriteCondition.matches(there.get().etag()))
                                .map(_ -> new Changed<>(Optional.empty(), false));
            case Change.Write<T>(T value) -> write(object, there, value);
        };
    }

    private Uni<Changed<T>> write(ObjectRef object, Optional<Manifest<T>> there, T value) {
        JsonObject json = form.write().apply(value);
        if (there.isPresent() && form.write().apply(there.get().value()).equals(json)) {
            return Uni.createFrom().item(new Changed<>(there, false));
        }
        byte[] bytes = json.encode().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LARGEST) {
            throw new IllegalArgumentException("a manifest of " + bytes.length + " bytes: " + object);
        }
        WriteCondition condition = there.<WriteCondition>map(manifest -> WriteCondition.matches(manifest.etag()))
                .orElse(WriteCondition.ABSENT);
        return parts.store()
                .put(object, JSON, condition, Body.of(ByteBuffer.wrap(bytes)))
                .map(stored -> new Changed<>(Optional.of(new Manifest<>(value, stored.etag())), there.isEmpty()));
    }

    private Optional<Manifest<T>> manifest(ReadRange read) {
        ETag etag = read.info().etag();
        if (!read.whole()) {
            read.read().run();
            throw unreadable(read, null);
        }
        try {
            String text = StandardCharsets.UTF_8.decode(read.joined()).toString();
            return Optional.of(new Manifest<>(form.read().apply(new JsonObject(text)), etag));
        } catch (RuntimeException malformed) {
            throw unreadable(read, malformed);
        }
    }

    private static Fault unreadable(ReadRange read, @Nullable Throwable cause) {
        return Fault.of(
                FaultCode.STORE_CORRUPT,
                "The object " + read.info().key() + " is not what Sluice writes there.",
                cause);
    }

    private Uni<Void> pause(int failures) {
        return Uni.createFrom().emitter(emitter -> {
            Runnable cancel = parts.timers().after(parts.backoff().delay(failures), () -> emitter.complete(null));
            emitter.onTermination(cancel);
        });
    }

    private static boolean missing(Throwable failure) {
        FaultCode code = Fault.from(failure).code();
        return code == FaultCode.OBJECT_NOT_FOUND || code == FaultCode.PRECONDITION_FAILED;
    }

    /** Stores tell who comes too late in several ways. An object that is gone is told so only to who wants the one that was there. */
    private static boolean lost(Throwable failure, Optional<?> there) {
        FaultCode code = Fault.from(failure).code();
        return code == FaultCode.PRECONDITION_FAILED
                || code == FaultCode.WRITE_CONFLICT
                || (code == FaultCode.OBJECT_NOT_FOUND && there.isPresent());
    }
}
