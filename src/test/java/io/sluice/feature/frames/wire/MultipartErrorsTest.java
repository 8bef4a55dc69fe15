package io.sluice.feature.frames.wire;

import static io.sluice.feature.frames.Faults.assertRefused;
import static io.sluice.feature.frames.wire.Received.MAX_FRAME;
import static io.sluice.feature.frames.wire.Received.SOURCE;
import static io.sluice.feature.frames.wire.Received.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.wire.StreamEnd.Broken;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused: the frames before are kept, and the end says what was wrong, in which frame and where. */
class MultipartErrorsTest {
    private static final String GOOD = "--b\r\n\r\none\r\n--b\r\n";

    private static MultipartParser parser(Received received) {
        return new MultipartParser(SOURCE, new Boundary("b"), received);
    }

    /** @param at what is wrong begins so far behind the good frame */
    private static void assertBroken(String rest, FaultCode code, int at) {
        for (int size : new int[] {1, 3, 4096, 1 << 20}) {
            Received received = new Received();

            StreamEnd end = received.feed(parser(received), latin1(GOOD + rest), size);

            assertThat(end).isInstanceOfSatisfying(Broken.class, broken -> {
                assertThat(broken.fault().code()).isEqualTo(code);
                assertThat(broken.frames()).isEqualTo(1);
                assertThat(broken.frame()).isEqualTo(2);
                assertThat(broken.offset()).isEqualTo(GOOD.length() + at);
            });
            assertThat(received.texts()).containsExactly("one");
            assertThat(received.leaked()).isZero();
        }
    }

    @Test
    void anEmptyPart() {
        assertBroken("\r\n\r\n--b--", FaultCode.FRAME_EMPTY, 2);
        assertBroken("\r\n--b--", FaultCode.FRAME_EMPTY, 2);
        assertBroken("Content-Length: 0\r\n\r\n\r\n--b--", FaultCode.FRAME_EMPTY, 21);
    }

    @Test
    void aPartWithoutEnd() {
        assertBroken("Content-Le", FaultCode.INVALID_MULTIPART, 0);
        assertBroken("Content-Length: 3\r\n\r\ntw", FaultCode.INVALID_MULTIPART, 21);
        assertBroken("\r\ntwo", FaultCode.INVALID_MULTIPART, 2);
        assertBroken("\r\ntwo\r\n--", FaultCode.INVALID_MULTIPART, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "6", "7"})
    void aLengthThatIsWrong(String length) {
        assertBroken(
                "Content-Length: " + length + "\r\n\r\ntwo\r\n--b\r\n\r\nend\r\n--b--",
                FaultCode.INVALID_MULTIPART,
                21 + Integer.parseInt(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1.5", "1234567890123456789"})
    void aLengthThatIsNone(String length) {
        assertBroken("Content-Length: " + length + "\r\n\r\ntwo\r\n--b--", FaultCode.INVALID_MULTIPART, 0);
    }

    @Test
    void aHeadThatIsNone() {
        assertBroken("hello\r\n\r\ntwo\r\n--b--", FaultCode.INVALID_MULTIPART, 0);
        assertBroken(": x\r\n\r\ntwo\r\n--b--", FaultCode.INVALID_MULTIPART, 0);
    }

    @Test
    void aHeadThatIsTooLarge() {
        assertBroken("A: " + "x".repeat(MultipartParser.MAX_HEAD) + "\r\n\r\n", FaultCode.INVALID_MULTIPART, 0);
        assertBroken("A: b\r\n".repeat(MultipartParser.MAX_HEAD / 6 + 1), FaultCode.INVALID_MULTIPART, 0);
    }

    @Test
    void aFrameThatIsTooLarge() {
        String image = "x".repeat(MAX_FRAME + 1);
        assertBroken("\r\n" + image + "\r\n--b--", FaultCode.FRAME_TOO_LARGE, 2);
        assertBroken("Content-Length: 20001\r\n\r\n" + image + "\r\n--b--", FaultCode.FRAME_TOO_LARGE, 25);
    }

    @Test
    void theLargestFrameIsTaken() {
        String image = "x".repeat(MAX_FRAME);
        for (String head : new String[] {"", "Content-Length: 20000\r\n"}) {
            Received received = new Received();

            received.feed(parser(received), latin1(GOOD + head + "\r\n" + image + "\r\n--b--"), 4096);

            assertThat(received.texts()).containsExactly("one", image);
        }
    }

    @Test
    void aFrameThatIsTooLargeIsRefusedAsSoonAsThatIsKnown() {
        Received received = new Received();
        ByteBuffer declared = ByteBuffer.wrap(latin1("--b\nContent-Length: 99999999999\n\n"));
        assertThat(received.feed(parser(received), declared)).isInstanceOf(Broken.class);

        Received searched = new Received();
        MultipartParser parser = parser(searched);
        assertThat(searched.feed(parser, ByteBuffer.wrap(latin1("--b\n\n")))).isNull();
        assertThat(searched.feed(parser, ByteBuffer.allocate(MAX_FRAME + 1))).isNull();
        assertThat(searched.feed(parser, ByteBuffer.allocate(1))).isInstanceOf(Broken.class);
        assertThat(searched.leaked()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Frame-Time: soon,INVALID_FRAME_TIME",
        "X-Frame-Time: 1969-01-01T00:00:00Z,INVALID_FRAME_TIME",
        "X-Frame-Time: 2026-03-01T12:02:00Z,FRAME_TIME_IN_FUTURE",
        "X-Frame-Sequence: -7,INVALID_FRAME_HEAD"
    })
    void aHeadThatSaysWhatCannotBe(String field, FaultCode code) {
        assertBroken(field + "\r\n\r\ntwo\r\n--b--", code, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--a\r\n\r\none\r\n--a--", "x", "--bx\r\n"})
    void aStreamOfAnotherBoundary(String stream) {
        Received received = new Received();

        StreamEnd end = received.feed(parser(received), latin1(stream), 4);

        assertThat(end).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.fault().code()).isEqualTo(FaultCode.INVALID_MULTIPART);
            assertThat(broken.fault().detail()).contains("--b");
            assertThat(broken.frame()).isEqualTo(1);
            assertThat(broken.offset()).isZero();
        });
    }

    @Test
    void anotherBoundaryIsNoticedBeforeTheEndOfAnEndlessStream() {
        Received received = new Received();

        StreamEnd end = received.feed(parser(received), ByteBuffer.allocate(MultipartParser.MAX_HEAD + 1));

        assertThat(end).isInstanceOf(Broken.class);
        assertThat(received.leaked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "image/jpeg",
                "multipart/x-mixed-replace",
                "multipart/x-mixed-replace; boundary=",
                "multipart/x-mixed-replace; boundary=\"\"",
                "multipart/x-mixed-replace; boundary=\"a\r\"",
                "multipart/x-mixed-replace; boundary=\u00e9",
                "text/plain; boundary=b"
            })
    void aTypeWithoutABoundary(String contentType) {
        assertRefused(FaultCode.INVALID_MULTIPART, () -> Boundary.of(contentType));
        assertRefused(FaultCode.INVALID_MULTIPART, () -> new Boundary("b".repeat(201)));
    }
}
