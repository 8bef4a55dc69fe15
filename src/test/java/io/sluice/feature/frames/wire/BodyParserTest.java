package io.sluice.feature.frames.wire;

import static io.sluice.feature.frames.Faults.assertRefused;
import static io.sluice.feature.frames.wire.Received.MAX_FRAME;
import static io.sluice.feature.frames.wire.Received.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.wire.StreamEnd.Broken;
import io.sluice.feature.frames.wire.StreamEnd.Complete;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A body that is one frame. */
class BodyParserTest {
    private final Received received = new Received();

    private BodyParser parser(long length) {
        return new BodyParser(SOURCE, new FrameHead(null, 7, null), length, received);
    }

    private @Nullable StreamEnd feed(BodyParser parser, int bytes) {
        received.fed(bytes);
        return parser.feed(ByteBuffer.wrap(new byte[bytes]));
    }

    @Test
    void allThatComesIsOneFrame() {
        BodyParser parser = parser(5000);
        assertThat(parser.awaited()).isEqualTo(5000);

        assertThat(feed(parser, 1)).isNull();
        assertThat(feed(parser, 4999)).isNull();
        assertThat(parser.awaited()).isZero();
        assertThat(received.frames()).isEmpty();

        assertThat(parser.end()).isEqualTo(new Complete(1, true));
        assertThat(received.frames()).singleElement().satisfies(frame -> {
            assertThat(frame.length()).isEqualTo(5000);
            assertThat(frame.sequence()).isEqualTo(7);
        });
        assertThat(received.leaked()).isZero();
    }

    @Test
    void anEmptyBodyIsNoFrame() {
        assertThat(parser(BodyParser.NO_LENGTH).end())
                .isInstanceOfSatisfying(
                        Broken.class, end -> assertThat(end.fault().code()).isEqualTo(FaultCode.FRAME_EMPTY));
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItComesOrAsItComes() {
        assertRefused(FaultCode.FRAME_TOO_LARGE, () -> parser(MAX_FRAME + 1));
        BodyParser parser = parser(BodyParser.NO_LENGTH);
        assertThat(parser.awaited()).isZero();
        assertThat(feed(parser, MAX_FRAME)).isNull();

        assertThat(feed(parser, 1))
                .isInstanceOfSatisfying(
                        Broken.class, end -> assertThat(end.fault().code()).isEqualTo(FaultCode.FRAME_TOO_LARGE));
        assertThat(received.frames()).isEmpty();
        assertThat(received.leaked()).isZero();
    }

    @Test
    void aBodyThatIsGivenUpHoldsNothing() {
        BodyParser parser = parser(100);
        feed(parser, 10);

        parser.close();
        parser.close();

        assertThat(received.frames()).isEmpty();
        assertThat(received.leaked()).isZero();
    }
}
