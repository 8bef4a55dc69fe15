package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What the contract tests of the store port stand on: a store, a bucket of its own, and a key space per test. */
public abstract class StoreFixture {
    /** More than any object of these tests has. */
    protected static final long PLENTY = 64L << 20;

    private static final Map<ObjectStore, BucketName> BUCKETS = new ConcurrentHashMap<>();
    private static final AtomicInteger SPACES = new AtomicInteger();

    private final String space = "t" + SPACES.incrementAndGet() + "/";

    /** The store under test; the same one for all tests of a class. */
    protected abstract ObjectStore store();

    /** A bucket of this store, made once. */
    protected final BucketName bucket() {
        return BUCKETS.computeIfAbsent(store(), store -> {
            BucketName name = new BucketName("contract-" + UUID.randomUUID());
            Await.on(store.ensureBucket(name));
            return name;
        });
    }

    /** An object that no other test knows. */
    protected final ObjectRef ref(String name) {
        return exactly(space + name);
    }

    protected final ObjectRef exactly(String key) {
        return new ObjectRef(bucket(), new ObjectKey(key));
    }

    /** The prefix of all keys made by {@link #ref} in this test. */
    protected final String space() {
        return space;
    }

    protected final Stored put(ObjectRef object, String text) {
        return Await.on(store().put(object, Attributes.NONE, WriteCondition.NONE, held(text)));
    }

    protected final String text(ObjectRef object) {
        return new String(bytes(object), StandardCharsets.UTF_8);
    }

    protected final byte[] bytes(ObjectRef object) {
        return bytes(Await.on(store().get(object, ByteRange.all(), PLENTY, ReadCondition.NONE)));
    }

    protected final ObjectInfo head(ObjectRef object) {
        return Await.on(store().head(object, ReadCondition.NONE));
    }

    protected final void assertMissing(ObjectRef object) {
        assertThat(Await.failure(store().head(object, ReadCondition.NONE)).code())
                .isEqualTo(FaultCode.OBJECT_NOT_FOUND);
    }

    protected static byte[] bytes(ReadRange read) {
        ByteBuffer all = ByteBuffer.allocate((int) read.range().length());
        read.chunks().forEach(chunk -> all.put(chunk.duplicate()));
        return all.array();
    }

    protected static Body.Held held(String text) {
        return Body.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    protected static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Runs all at once; how each one ended. */
    protected static List<Optional<Throwable>> race(int writers, IntFunction<Uni<?>> write) {
        List<Uni<Optional<Throwable>>> all = IntStream.range(0, writers)
                .mapToObj(writer -> Await.outcome(write.apply(writer)))
                .toList();
        return Await.on(Uni.join().all(all).andFailFast());
    }
}
