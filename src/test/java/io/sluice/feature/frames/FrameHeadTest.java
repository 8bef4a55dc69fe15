package io.sluice.feature.frames;

import static io.sluice.feature.frames.Faults.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.base.fault.FaultCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeadTest {
    private static FrameHead read(Map<String, String> fields) {
        return FrameHead.read(fields::get, FixedTime.atNoon());
    }

    @Test
    void aProducerMaySayNothing() {
        assertThat(read(Map.of())).isEqualTo(FrameHead.NOTHING);
    }

    @Test
    void whatItSaysIsRead() {
        FrameHead head = read(Map.of(
                "X-Frame-Time",
                "2026-03-01T11:00:00Z",
                "X-Frame-Sequence",
                "4294967295",
                "Content-Type",
                "image/avif"));

        assertThat(head.time()).hasToString("2026-03-01T11:00:00Z");
        assertThat(head.sequence()).isEqualTo(FrameHead.MAX_SEQUENCE);
        assertThat(head.contentType()).isEqualTo("image/avif");
    }

    @Test
    void theTimestampOfACameraCountsWhereThereIsNoOther() {
        assertThat(read(Map.of("X-Timestamp", "1772366400.000250")).time()).hasToString("2026-03-01T12:00:00.000250Z");
        assertThat(read(Map.of("X-Timestamp", "1772366400", "X-Frame-Time", "1772366399"))
                        .time())
                .hasToString("2026-03-01T11:59:59Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "12345.678901", "999999999"})
    void aTimestampSinceACameraWasSwitchedOnIsNoTime(String uptime) {
        assertThat(read(Map.of("X-Timestamp", uptime)).time()).isNull();
        assertRefused(FaultCode.INVALID_FRAME_TIME, () -> read(Map.of("X-Frame-Time", uptime)));
    }

    @Test
    void aTimestampThatIsNoNumberIsRefused() {
        assertRefused(FaultCode.INVALID_FRAME_TIME, () -> read(Map.of("X-Timestamp", "yesterday")));
        assertRefused(FaultCode.FRAME_TIME_IN_FUTURE, () -> read(Map.of("X-Timestamp", "1772366461")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "4294967296", "1.5", "x", "99999999999"})
    void aSequenceOfOtherThan32BitsIsRefused(String sequence) {
        assertRefused(FaultCode.INVALID_FRAME_HEAD, () -> read(Map.of("X-Frame-Sequence", sequence)));
    }

    @Test
    void anImageIsReleasedOnceAndNotReadAfter() {
        List<Long> released = new ArrayList<>();
        FrameImage image = new FrameImage(List.of(ByteBuffer.allocate(7)), 7, released::add);
        Frame frame = FrameHead.NOTHING.frame(new CameraName("gate"), image);
        assertThat(frame.image().chunks()).hasSize(1);

        frame.close();
        image.close();

        assertThat(released).containsExactly(7L);
        assertThat(frame.length()).isEqualTo(7);
        assertThatIllegalStateException().isThrownBy(image::chunks);
    }
}
