package io.sluice.feature.frames.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.wire.StreamEnd.Broken;
import io.sluice.feature.frames.wire.StreamEnd.Complete;
import io.sluice.feature.frames.wire.StreamEnd.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AckLinesTest {
    private static final FrameTime NOON = FrameTime.parse("2026-03-01T12:00:00.25Z");

    private final Peer peer = new Peer();
    private final AckLines lines = new AckLines(peer);

    /** Takes so many lines. */
    private static final class Peer implements AckOutlet {
        private final List<String> written = new ArrayList<>();
        private int takes = 1;

        @Override
        public boolean canWrite() {
            return written.size() < takes;
        }

        @Override
        public void write(String line) {
            assertThat(canWrite()).isTrue();
            written.add(line);
        }
    }

    private void durable(long count) {
        lines.durable(new Ack.Durable(count, 100 + count, NOON));
    }

    @Test
    void aLineSaysHowManyAreDurable() {
        durable(3);

        assertThat(peer.written)
                .containsExactly(
                        "{\"ack\":\"durable\",\"count\":3,\"sequence\":103,\"time\":\"2026-03-01T12:00:00.250Z\"}\n");
    }

    @Test
    void aSequenceIsToldOnlyWhereTheSenderHasOne() {
        lines.durable(new Ack.Durable(1, FrameHead.NO_SEQUENCE, NOON));

        assertThat(peer.written)
                .containsExactly("{\"ack\":\"durable\",\"count\":1,\"time\":\"2026-03-01T12:00:00.250Z\"}\n");
    }

    @Test
    void aNewerLineTakesThePlaceOfOneThatWaits() {
        for (long count = 1; count <= 100_000; count++) {
            durable(count);
        }
        assertThat(peer.written).hasSize(1);
        assertThat(lines.flushed()).isFalse();

        peer.takes = 2;
        lines.writable();

        assertThat(peer.written).hasSize(2);
        assertThat(peer.written.getLast()).contains("\"count\":100000,");
        assertThat(lines.flushed()).isTrue();
    }

    @Test
    void theLastLineTakesThePlaceOfOneThatWaits() {
        durable(1);
        durable(2);
        lines.last(new Ack.Last(2, 0, new Complete(2, true)));
        lines.writable();
        assertThat(peer.written).hasSize(1);

        peer.takes = 3;
        lines.writable();
        lines.writable();

        assertThat(peer.written.getLast()).isEqualTo("{\"ack\":\"end\",\"durable\":2,\"rejected\":0}\n");
        assertThat(peer.written).hasSize(2);
    }

    @Test
    void theLastLineSaysWhatWasWrong() {
        Fault fault = Fault.of(FaultCode.FRAME_EMPTY, "The frame has \"no\" bytes.");

        lines.last(new Ack.Last(2, 1, new Broken(2, 1234, fault)));

        assertThat(peer.written)
                .containsExactly("{\"ack\":\"end\",\"durable\":2,\"rejected\":1,\"code\":\"frame-empty\","
                        + "\"detail\":\"The frame has \\\"no\\\" bytes.\",\"frame\":3,\"offset\":1234}\n");
    }

    @Test
    void theLastLineSaysWhyNoMoreIsTaken() {
        Fault fault = Fault.of(FaultCode.STOPPING, "Come again.");

        lines.last(new Ack.Last(2, 1, new Refused(3, fault)));

        assertThat(peer.written)
                .containsExactly("{\"ack\":\"end\",\"durable\":2,\"rejected\":1,\"code\":\"stopping\","
                        + "\"detail\":\"Come again.\"}\n");
    }

    @Test
    void whatIsKnownIsNotToldAgain() {
        peer.takes = 10;
        durable(2);
        durable(2);
        durable(1);

        assertThat(peer.written).hasSize(1);
    }

    @Test
    void nothingIsSaidAfterTheLastLine() {
        lines.last(new Ack.Last(0, 0, new Complete(0, true)));

        assertThatIllegalStateException().isThrownBy(() -> durable(1));
        assertThatIllegalStateException().isThrownBy(() -> lines.last(new Ack.Last(0, 0, new Complete(0, true))));
    }
}
