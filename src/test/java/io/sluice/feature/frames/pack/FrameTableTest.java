package io.sluice.feature.frames.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.Crc32c;
import io.sluice.feature.frames.mcap.ImageHead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTableTest {
    @Test
    void everyFrameComesBackAsItWasAdded() {
        for (long seed = 0; seed < 300; seed++) {
            List<Packs.Sent> sent = Packs.anything(seed, 400);
            FrameTable table = Packs.sealed(sent).table();
            FrameTable read = FrameTable.decode(table.encode());
            assertThat(Packs.frames(read)).as("seed %d", seed).isEqualTo(Packs.frames(table));
            assertThat(Packs.frames(read))
                    .extracting(PackedFrame::head)
                    .isEqualTo(sent.stream().map(Packs.Sent::head).toList());
            assertThat(Packs.frames(read))
                    .extracting(PackedFrame::crc32c)
                    .isEqualTo(
                            sent.stream().map(frame -> Crc32c.of(frame.image())).toList());
            assertThat(read.cameras()).isEqualTo(table.cameras());
        }
    }

    @Test
    void theFramesOfACameraAreByTimeThenAsTheyArrived() {
        for (long seed = 0; seed < 100; seed++) {
            FrameTable table = Packs.sealed(Packs.anything(seed, 300)).table();
            int all = 0;
            for (String camera : table.cameras()) {
                CameraFrames frames = table.of(camera);
                List<PackedFrame> expected = Packs.frames(table).stream()
                        .filter(frame -> frame.head().camera().equals(camera))
                        .sorted(Comparator.comparingLong(frame -> frame.head().publishTime()))
                        .toList();
                assertThat(all(frames)).as("seed %d", seed).isEqualTo(expected);
                all += frames.size();
            }
            assertThat(all).isEqualTo(table.size());
        }
    }

    @Test
    void floorAndCeilAreWhatASearchOfAllWouldFind() {
        for (long seed = 0; seed < 50; seed++) {
            FrameTable table = Packs.sealed(Packs.anything(seed, 300)).table();
            CameraFrames frames = table.of(table.cameras().getFirst());
            for (int i = 0; i < frames.size(); i++) {
                for (long near = -1; near <= 1; near++) {
                    long time = Math.max(0, frames.time(i) + (frames.time(i) == Long.MAX_VALUE ? -1 : near));
                    List<PackedFrame> all = all(frames);
                    int floor = (int) all.stream()
                                    .filter(frame -> frame.head().publishTime() <= time)
                                    .count()
                            - 1;
                    int ceil = (int) all.stream()
                            .filter(frame -> frame.head().publishTime() < time)
                            .count();
                    assertThat(frames.floor(time)).as("seed %d", seed).isEqualTo(floor);
                    assertThat(frames.ceil(time)).as("seed %d", seed).isEqualTo(ceil);
                }
            }
        }
    }

    @Test
    void ofOneTimeFloorIsTheLastAndCeilTheFirst() {
        List<Packs.Sent> sent = new ArrayList<>();
        for (long time : new long[] {5, 7, 7, 7, 3}) {
            sent.add(new Packs.Sent(new ImageHead("a", time, 10, sent.size(), "jpeg"), ByteBuffer.allocate(1)));
        }
        CameraFrames frames = Packs.sealed(sent).table().of("a");
        assertThat(frames.floor(7)).isEqualTo(4);
        assertThat(frames.ceil(7)).isEqualTo(2);
        assertThat(frames.frame(2).head().sequence()).isEqualTo(1);
        assertThat(frames.frame(4).head().sequence()).isEqualTo(3);
        assertThat(frames.floor(2)).isEqualTo(-1);
        assertThat(frames.ceil(8)).isEqualTo(5);
        assertThatThrownBy(() -> frames.frame(5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ofACameraThatIsNotInItThereIsNone() {
        CameraFrames none = Packs.sealed(Packs.anything(1, 10)).table().of("elsewhere");
        assertThat(none.size()).isZero();
        assertThat(none.floor(1)).isEqualTo(-1);
        assertThat(none.ceil(1)).isZero();
    }

    @Test
    void anEmptyTableIsRefused() {
        assertThatThrownBy(() -> FrameTable.of(new FrameColumns(0))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Of 270 frames of 45 cameras, with all that is there once, as the names of the cameras. */
    @Test
    void aFrameTakes15BytesWithClocksThatTellMicroseconds() {
        assertThat(perFrame(1)).isBetween(16.5, 17.0);
        assertThat(perFrame(1_000)).isBetween(14.0, 15.0);
        assertThat(perFrame(1_000_000)).isBetween(11.5, 12.0);
    }

    /** @param clock what it tells, in nanoseconds */
    private static double perFrame(long clock) {
        FrameTable table = Packs.sealed(Packs.typical(1, clock, 1000)).table();
        return (double) table.encode().remaining() / table.size();
    }

    private static List<PackedFrame> all(CameraFrames frames) {
        return IntStream.range(0, frames.size()).mapToObj(frames::frame).toList();
    }
}
