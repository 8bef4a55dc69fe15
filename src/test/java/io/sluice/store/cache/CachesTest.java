package io.sluice.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.testing.Configs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that pass the caches by. What is remembered stays for a minute here. */
class CachesTest {
    private static final ObjectRef OBJECT = ObjectRef.of("files", "k");

    private final ExecutorService io = Executors.newFixedThreadPool(2);
    private final Caches caches = new Caches(
            Configs.of(CacheConfig.class, Map.of("sluice.cache.fresh-for", "1m", "sluice.cache.missing-for", "1m")),
            256 << 20,
            SharedMetadata.NONE,
            new SimpleMeterRegistry());

    @TempDir
    private @Nullable Path root;

    private @Nullable ObjectStore store;
    private @Nullable ObjectStore cached;

    @BeforeEach
    void open() {
        ObjectStore local = new LocalObjectStore(Objects.requireNonNull(root), io, TimeSource.system(), Ids.system());
        Await.on(local.ensureBucket(OBJECT.bucket()));
        store = local;
        cached = CachedStore.over(local, caches, TimeSource.system());
    }

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private void writePastTheCaches(String text) {
        Body body = Body.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        Await.on(Objects.requireNonNull(store).put(OBJECT, Attributes.NONE, WriteCondition.NONE, body));
    }

    private String read() {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        Await.on(Objects.requireNonNull(cached).head(OBJECT, ReadCondition.NONE));
        Await.on(Objects.requireNonNull(cached).get(OBJECT, ByteRange.all(), 100, ReadCondition.NONE))
                .chunks()
                .forEach(chunk -> bytes.put(chunk.duplicate()));
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private FaultCode missing() {
        return Await.failure(Objects.requireNonNull(cached).head(OBJECT, ReadCondition.NONE))
                .code();
    }

    @Test
    void whatAnotherChangedIsReadAnewOnceItIsTold() {
        writePastTheCaches("old");
        assertThat(read()).isEqualTo("old");
        writePastTheCaches("new");
        assertThat(read()).isEqualTo("old");

        Await.on(caches.changed(OBJECT));

        assertThat(read()).isEqualTo("new");
    }

    @Test
    void whatAnotherRemovedAndMadeIsMissedAndFoundOnceItIsTold() {
        writePastTheCaches("old");
        assertThat(read()).isEqualTo("old");
        Await.on(Objects.requireNonNull(store).delete(OBJECT, WriteCondition.NONE));

        Await.on(caches.changed(OBJECT));
        assertThat(missing()).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
        writePastTheCaches("new");
        assertThat(missing()).isEqualTo(FaultCode.OBJECT_NOT_FOUND);

        Await.on(caches.changed(OBJECT));
        assertThat(read()).isEqualTo("new");
    }
}
