package io.sluice.feature.frames.pack;

import static io.sluice.feature.frames.pack.McapPython.line;
import static io.sluice.feature.frames.pack.McapPython.read;
import static io.sluice.feature.frames.pack.McapPython.sha256;
import static io.sluice.feature.frames.pack.McapPython.starting;
import static io.sluice.feature.frames.pack.McapPython.tabbed;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.McapPython.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Python package reads our packs: as a stream with all checksums, and by the indexes of the summary. */
class McapPythonIT {
    @TempDir
    private Path folder;

    @Test
    void aTypicalPackIsReadAsItWasSent() throws IOException {
        isReadAsSent(Packs.typical(1, 1, 1000));
    }

    @Test
    void lateDoubledAndDisorderedFramesAreReadAsTheyWereSent() throws IOException {
        for (long seed = 0; seed < 5; seed++) {
            isReadAsSent(Packs.anything(seed, 300).stream()
                    .filter(frame -> frame.head().publishTime() < Long.MAX_VALUE)
                    .toList());
        }
    }

    @Test
    void imagesOf16MiBAreReadAsTheyWereSent() throws IOException {
        List<Packs.Sent> frames = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 3; i++) {
            ImageHead head = new ImageHead("großes Tor", 1_000_000_007L * i, 2_000_000_000L + i, i, "webp");
            frames.add(new Packs.Sent(head, Packs.image(random, 16 << 20)));
        }
        isReadAsSent(frames);
    }

    private void isReadAsSent(List<Packs.Sent> sent) throws IOException {
        SealedPack pack = Packs.sealed(sent);
        ImageHead first = sent.getFirst().head();
        long end = first.logTime() + 1_000_000_000L;
        List<String> found =
                read(folder, List.of(Packs.bytes(pack)), new Range("/cameras/" + first.camera(), first.logTime(), end));

        assertThat(starting("stream", found)).isEqualTo(lines("stream", sent, frame -> true));
        assertThat(starting("indexed", found))
                .containsExactlyInAnyOrderElementsOf(lines("indexed", sent, frame -> true));
        assertThat(starting("range", found))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(lines(
                        "range",
                        sent,
                        frame -> frame.camera().equals(first.camera())
                                && frame.logTime() >= first.logTime()
                                && frame.logTime() < end));
        assertThat(starting("entry", found))
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .map(Packs.Sent::head)
                        .map(head -> tabbed("entry", "/cameras/" + head.camera(), head.sequence(), head.logTime()))
                        .toList());
        assertThat(starting("header", found)).containsExactly("header\t\tsluice");
        assertThat(starting("ordered", found)).containsExactly("ordered\tTrue\t" + sent.size());
        assertSummary(found, pack, sent);
    }

    private static List<String> lines(String how, List<Packs.Sent> sent, Predicate<ImageHead> which) {
        return sent.stream()
                .filter(frame -> which.test(frame.head()))
                .map(frame -> line(how, frame.head(), frame.image()))
                .toList();
    }

    private static void assertSummary(List<String> found, SealedPack pack, List<Packs.Sent> sent) {
        List<ImageHead> heads = sent.stream().map(Packs.Sent::head).toList();
        long first = heads.stream().mapToLong(ImageHead::logTime).min().orElseThrow();
        long last = heads.stream().mapToLong(ImageHead::logTime).max().orElseThrow();
        long cameras = heads.stream().map(ImageHead::camera).distinct().count();
        int chunks = starting("chunk", found).size();
        assertThat(chunks).isPositive();
        assertThat(starting("statistics", found))
                .containsExactly(tabbed("statistics", sent.size(), 1, cameras, 1, chunks, first, last));
        assertThat(starting("count", found))
                .containsExactlyElementsOf(pack.table().cameras().stream()
                        .map(camera -> tabbed(
                                "count",
                                "/cameras/" + camera,
                                pack.table().of(camera).size()))
                        .toList());
        assertThat(starting("attachment", found))
                .containsExactly(tabbed(
                        "attachment",
                        "sluice.frames",
                        "application/vnd.sluice.frames",
                        last,
                        sha256(pack.table().encode())));
    }
}
