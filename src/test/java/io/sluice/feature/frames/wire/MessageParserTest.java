package io.sluice.feature.frames.wire;

import static io.sluice.feature.frames.wire.Received.MAX_FRAME;
import static io.sluice.feature.frames.wire.Received.SOURCE;
import static io.sluice.feature.frames.wire.Received.latin1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.Frame;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.wire.StreamEnd.Broken;
import io.sluice.feature.frames.wire.StreamEnd.Complete;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageParserTest {
    private final Received received = new Received();
    private final MessageParser parser = new MessageParser(SOURCE, received);

    private @Nullable StreamEnd binary(String fragment, boolean last) {
        received.fed(fragment.length());
        return parser.binary(ByteBuffer.wrap(latin1(fragment)), last);
    }

    private void assertBroken(@Nullable StreamEnd end, FaultCode code, long offset) {
        assertThat(end).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.fault().code()).isEqualTo(code);
            assertThat(broken.frames()).isEqualTo(1);
            assertThat(broken.offset()).isEqualTo(offset);
        });
        assertThat(received.texts()).containsExactly("one");
        assertThat(received.leaked()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> parser.text("{}"));
    }

    @Test
    void aBinaryMessageIsAFrame() {
        assertThat(binary("one", true)).isNull();
        assertThat(binary("t", false)).isNull();
        assertThat(binary("", false)).isNull();
        assertThat(binary("wo", true)).isNull();

        assertThat(parser.end()).isEqualTo(new Complete(2, true));
        assertThat(received.texts()).containsExactly("one", "two");
        assertThat(received.frames()).allSatisfy(frame -> {
            assertThat(frame.time()).isNull();
            assertThat(frame.sequence()).isEqualTo(FrameHead.NO_SEQUENCE);
        });
        assertThat(received.leaked()).isZero();
    }

    @Test
    void aTextBeforeItSpeaksOfItAlone() {
        assertThat(parser.text(
                        "{\"time\": \"2026-03-01T11:00:00Z\", \"sequence\": 7, \"contentType\": \"image/avif\"}"))
                .isNull();
        binary("one", true);
        binary("two", true);

        Frame first = received.frames().getFirst();
        assertThat(first.time()).hasToString("2026-03-01T11:00:00Z");
        assertThat(first.sequence()).isEqualTo(7);
        assertThat(first.type().contentType()).isEqualTo("image/avif");
        assertThat(received.frames().getLast().time()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1772366400", "1772366400000", "1772366400000000000", "\"1772366400.0\""})
    void aTimeMayBeAWholeNumber(String time) {
        parser.text("{\"time\":" + time + "}");
        binary("one", true);

        assertThat(received.frames().getFirst().time()).hasToString("2026-03-01T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';INVALID_FRAME_HEAD",
                "[];INVALID_FRAME_HEAD",
                "{\"tme\": 1};INVALID_FRAME_HEAD",
                "{\"time\": 1772366400.5};INVALID_FRAME_HEAD",
                "{\"time\": null};INVALID_FRAME_HEAD",
                "{\"sequence\": -1};INVALID_FRAME_HEAD",
                "{\"time\": 7};INVALID_FRAME_TIME",
                "{\"time\": \"2026-03-01T12:02:00Z\"};FRAME_TIME_IN_FUTURE"
            })
    void aTextThatSaysNothingOfAFrameEndsTheStream(String text, FaultCode code) {
        binary("one", true);

        assertBroken(parser.text(text), code, 3);
    }

    @Test
    void aTextIsBounded() {
        binary("one", true);

        assertBroken(parser.text("{\"time\": \"" + "x".repeat(9000) + "\"}"), FaultCode.INVALID_FRAME_HEAD, 3);
    }

    @Test
    void twoTextsBeforeAFrameEndTheStream() {
        binary("one", true);
        parser.text("{}");

        assertBroken(parser.text("{}"), FaultCode.INVALID_FRAME_HEAD, 3);
    }

    @Test
    void anEmptyMessageEndsTheStream() {
        binary("one", true);

        assertBroken(binary("", true), FaultCode.FRAME_EMPTY, 3);
    }

    @Test
    void aLargeMessageEndsTheStreamAsSoonAsItIsTooLarge() {
        binary("one", true);
        assertThat(binary("x".repeat(MAX_FRAME), false)).isNull();

        assertBroken(binary("x", false), FaultCode.FRAME_TOO_LARGE, 3);
    }

    @Test
    void anEndWithinAFrameIsSaid() {
        binary("one", true);
        binary("tw", false);

        assertBroken(parser.end(), FaultCode.INVALID_FRAME_HEAD, 3);
    }

    @Test
    void aTextThatNoFrameFollowsIsSaid() {
        binary("one", true);
        parser.text("{}");

        assertBroken(parser.end(), FaultCode.INVALID_FRAME_HEAD, 3);
    }

    @Test
    void aStreamThatIsGivenUpHoldsNothing() {
        binary("one", true);
        binary("tw", false);

        parser.close();

        assertThat(received.leaked()).isZero();
        assertThatIllegalStateException().isThrownBy(parser::end);
    }
}
