package io.sluice.feature.frames.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.time.Ids;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameFixture;
import io.sluice.feature.frames.FramePacks;
import io.sluice.feature.frames.FramePacks.Sent;
import io.sluice.feature.frames.catalog.FrameTables;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.feature.frames.read.ListFrames;
import io.sluice.feature.frames.read.PackVerification;
import io.sluice.feature.frames.read.StoredFrame;
import io.sluice.store.Await;
import io.sluice.store.ListPage;
import io.sluice.store.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Packs that are replaced just after they were listed. */
class MovingPacksIT extends FrameFixture {
    /** What happens between the next listing that finds something and its answer. */
    private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();

    @Override
    protected ObjectStore open(Path empty, ExecutorService executor) {
        ObjectStore real = super.open(empty, executor);
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        return method.getName().equals("list") ? ((Uni<?>) result).invoke(this::listed) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void listed(Object page) {
        Runnable now = ((ListPage) page).objects().isEmpty() ? null : meanwhile.getAndSet(null);
        if (now != null) {
            now.run();
        }
    }

    private List<SealedPack> packs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> put(NOON, FramePacks.frame("a", START + i * FramePacks.SECOND, i)))
                .toList();
    }

    private Rewritten joined(List<SealedPack> packs) {
        PackRewrite rewrite = new PackRewrite(
                new PackRewrite.Parts(store(), catalog(), budget, time, timers, Ids.system(), lane),
                8 << 20,
                Duration.ZERO);
        return Await.on(rewrite.run(packs.stream().map(SealedPack::key).toList(), FrameFilter.ALL));
    }

    @Test
    void aListingThatIsOvertakenIsMadeAgain() {
        List<SealedPack> packs = packs(10);
        meanwhile.set(() -> joined(packs));

        assertThat(Await.on(search(catalog())
                                .list(new ListFrames(
                                        new CameraName("a"),
                                        START,
                                        START + 60 * FramePacks.SECOND,
                                        Duration.ZERO,
                                        100,
                                        null)))
                        .frames())
                .extracting(StoredFrame::sequence)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(meanwhile.get()).isNull();
    }

    @Test
    void aVerificationGoesOnInThePackThatComesInPlaceOfOthers() {
        List<SealedPack> packs = packs(6);
        PackVerification.Run run = new PackVerification(
                        store(),
                        FRAMES,
                        new FrameTables(store(), FRAMES, budget, 1 << 20),
                        bytes(),
                        new PackVerification.Means(budget, lane))
                .run(NOON, NOON.plusSeconds(60));
        List<PackKey> seen = new ArrayList<>();
        seen.add(Await.on(run.next()).orElseThrow().pack());

        PackKey joined = joined(packs.subList(2, 6)).written().getFirst();
        for (var next = Await.on(run.next()); next.isPresent(); next = Await.on(run.next())) {
            assertThat(next.get().report().whole()).isTrue();
            seen.add(next.get().pack());
        }

        assertThat(seen).containsExactly(packs.get(0).key(), packs.get(1).key(), joined);
    }

    @Test
    void framesAreThereWhenTheirPacksAreJoinedAgainAndAgain() {
        List<SealedPack> packs = packs(9);
        var known = catalog();
        var search = search(known);
        List<Sent> sent = IntStream.range(0, 9)
                .mapToObj(i -> FramePacks.frame("a", START + i * FramePacks.SECOND, i))
                .toList();
        for (int from = 0; from < 9; from += 3) {
            joined(packs.subList(from, from + 3));
            assertThat(Await.on(search.list(new ListFrames(
                                    new CameraName("a"),
                                    START,
                                    START + 60 * FramePacks.SECOND,
                                    Duration.ZERO,
                                    100,
                                    null)))
                            .frames())
                    .extracting(StoredFrame::head)
                    .isEqualTo(sent.stream().map(Sent::head).toList());
        }
    }
}
