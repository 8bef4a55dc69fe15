package io.sluice.feature.frames.wire;

import static io.sluice.feature.frames.wire.Received.SOURCE;
import static io.sluice.feature.frames.wire.Received.latin1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.feature.frames.Frame;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.ImageFormat;
import io.sluice.feature.frames.wire.StreamEnd.Complete;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken, as the standards have it and as cameras send it. */
class MultipartParserTest {
    private static final String TYPE = "multipart/x-mixed-replace; boundary=";
    private static final int[] SIZES = {1, 2, 3, 7, 16, 4096};

    private static MultipartParser parser(String contentType, Received received) {
        return new MultipartParser(SOURCE, Boundary.of(contentType), received);
    }

    /** Every cut of the stream leads to the same frames, and nothing is left behind. */
    private static void assertFrames(String contentType, String stream, boolean closed, String... images) {
        for (int size : SIZES) {
            Received received = new Received();

            StreamEnd end = received.feed(parser(contentType, received), latin1(stream), size);

            assertThat(received.texts()).as("in chunks of %d", size).containsExactly(images);
            assertThat(end).isEqualTo(new Complete(images.length, closed));
            assertThat(received.held()).isZero();
            assertThat(received.leaked()).isZero();
        }
    }

    @Test
    void ffmpegIsUnderstood() {
        String head = "--ffmpeg\r\nContent-type: image/jpeg\r\nContent-length: 3\r\n\r\n";

        assertFrames(TYPE + "ffmpeg", head + "one\r\n" + head + "two\r\n--ffmpeg\r\n", false, "one", "two");
    }

    @Test
    void partsWithoutALengthEndAtTheNextDelimiter() {
        assertFrames(
                TYPE + "b",
                "--b\r\n\r\none\r\n--b\r\nA: 1\r\n\r\n\r\ntwo\r\n\r\n--b--\r\n",
                true,
                "one",
                "\r\ntwo\r\n");
    }

    @Test
    void lengthsAndDelimitersMayTakeTurns() {
        assertFrames(
                TYPE + "b",
                "--b\r\ncontent-length:3\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b\r\nContent-Length: 3\r\n\r\nend\r\n--b--",
                true,
                "one",
                "two",
                "end");
    }

    @Test
    void delimitersWithinADeclaredLengthAreImage() {
        assertFrames(
                TYPE + "b",
                "--b\r\nContent-Length: 13\r\n\r\na\r\n--b\r\n\r\nb\r\n\r\n--b--\r\n",
                true,
                "a\r\n--b\r\n\r\nb\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b",
                "\r\n--b ",
                "x\r\n--bb\r\n",
                "\n-",
                "\n--b-",
                "\r\n--bx",
                "\n--\n--",
                "-\r\n--b\r",
                "\n--b \tx"
            })
    void whatJustLooksLikeADelimiterIsImage(String image) {
        assertFrames(TYPE + "b", "--b\r\n\r\n|" + image + "|\r\n--b--", true, "|" + image + "|");
        assertFrames(TYPE + "b", "--b\n\n|" + image + "|\n--b--", true, "|" + image + "|");
    }

    @Test
    void aLookAlikeAtTheVeryStartIsImage() {
        assertFrames(TYPE + "b", "--b\r\n\r\n--bx\r\n--b--", true, "--bx");
        assertFrames(TYPE + "bc", "--bc\r\n\r\n--b\r\n--bc--", true, "--b");
    }

    @Test
    void linesMayEndWithLfAlone() {
        assertFrames(TYPE + "b", "--b\nContent-Length: 3\n\none\n--b\n\ntwo\n--b--\n", true, "one", "two");
    }

    @Test
    void whereTheyDoAReturnBelongsToTheImage() {
        assertFrames(TYPE + "b", "--b\n\none\r\n--b--\n", true, "one\r");
        assertFrames(TYPE + "b", "--b\r\n\r\none\r\r\n--b--\n", true, "one\r");
    }

    @Test
    void aQuotedBoundaryIsUnquoted() {
        assertFrames(
                "Multipart/X-Mixed-Replace; charset=x; BOUNDARY=\"a b:\\\"c\"; x=y",
                "--a b:\"c\n\none\n--a b:\"c--",
                true,
                "one");
    }

    @Test
    void aBoundaryThatCarriesItsDashesMayStandWithOrWithoutMore() {
        assertFrames(TYPE + "--b", "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--", true, "one", "two");
        assertFrames(TYPE + "--b", "----b\r\n\r\none\r\n----b\r\n\r\ntwo\r\n----b--", true, "one", "two");
    }

    @Test
    void aBoundaryMayEndWithDashes() {
        assertFrames(
                TYPE + "--video boundary--",
                "--video boundary--\r\nContent-length: 3\r\n\r\none\r\n--video boundary--\r\n\r\ntwo\r\n--video boundary----",
                true,
                "one",
                "two");
    }

    @Test
    void whatStandsBeforeTheFirstDelimiterIsPassedOver() {
        assertFrames(TYPE + "b", "\r\n--b\r\n\r\none\r\n--b--", true, "one");
        assertFrames(TYPE + "b", "HTTP/1.0 200 OK\r\nServer: cam\r\n\r\n--b\r\n\r\none\r\n--b--", true, "one");
    }

    @Test
    void whatComesAfterTheLastDelimiterIsNotLookedAt() {
        Received received = new Received();
        MultipartParser parser = parser(TYPE + "b", received);

        StreamEnd end = received.feed(parser, ByteBuffer.wrap(latin1("--b\n\none\n--b--\nanything\n--b\n\ntwo")));

        assertThat(end).isEqualTo(new Complete(1, true));
        assertThat(received.leaked()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> parser.feed(ByteBuffer.allocate(1)));
        assertThatIllegalStateException().isThrownBy(parser::end);
    }

    @Test
    void delimitersMayBePaddedAndStandRightBehindAnImageOfDeclaredLength() {
        assertFrames(TYPE + "b", "--b \t\r\n\r\none\r\n--b\t \r\n\r\ntwo\r\n--b-- x", true, "one", "two");
        assertFrames(
                TYPE + "b",
                "--b\nContent-Length: 3\n\none--b\nContent-Length: 3\n\ntwo\r\n\r\n\n--b--\n",
                true,
                "one",
                "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r", "\r\n", "\r\n-", "\r\n--", "\r\n--b", "\r\n--b\r", "\r\n--b\r\n", "\r\n--b-"})
    void aStreamMayStopAfterAFrameOfDeclaredLength(String rest) {
        assertFrames(TYPE + "b", "--b\r\nContent-Length: 3\r\n\r\none" + rest, false, "one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n--b", "\r\n--b\r", "\r\n--b\r\n", "\n--b-"})
    void aStreamMayStopAtADelimiter(String rest) {
        assertFrames(TYPE + "b", "--b\r\n\r\none" + rest, false, "one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--b", "--b\r\n"})
    void aStreamMayStopBeforeItsFirstFrame(String stream) {
        assertFrames(TYPE + "b", stream, false);
        assertFrames(TYPE + "b", "--b--", true);
    }

    @Test
    void aFrameHasWhatItsHeadSays() {
        Received received = new Received();
        String stream = String.join(
                "\r\n",
                "--b",
                "X-FRAME-TIME:  2026-03-01T11:00:00.5Z ",
                "x-frame-sequence: 7",
                "Folded: a",
                " b",
                "Content-Type: image/avif",
                "",
                "one",
                "--b",
                "X-Timestamp: 1772366400.5",
                "Content-Type: image/png",
                "",
                "\u00ff\u00d8\u00ff\u00e0",
                "--b--");

        received.feed(parser(TYPE + "b", received), latin1(stream), 5);

        Frame first = received.frames().getFirst();
        assertThat(first.camera()).hasToString("gate");
        assertThat(first.time()).hasToString("2026-03-01T11:00:00.500Z");
        assertThat(first.sequence()).isEqualTo(7);
        assertThat(first.type().contentType()).isEqualTo("image/avif");
        Frame second = received.frames().getLast();
        assertThat(second.time()).hasToString("2026-03-01T12:00:00.500Z");
        assertThat(second.sequence()).isEqualTo(FrameHead.NO_SEQUENCE);
        assertThat(second.type().format()).isEqualTo(ImageFormat.JPEG);
    }

    @Test
    void imagesAreViewsOfTheChunks() {
        Received received = new Received();
        byte[] stream = latin1("--b\r\n\r\n" + "x".repeat(10_000) + "\r\n--b--");
        byte[] first = Arrays.copyOf(stream, 5_000);
        byte[] second = Arrays.copyOfRange(stream, 5_000, stream.length);

        MultipartParser parser = parser(TYPE + "b", received);
        received.feed(parser, ByteBuffer.wrap(first));
        received.feed(parser, ByteBuffer.wrap(second));

        assertThat(received.frames().getFirst().image().chunks())
                .extracting(ByteBuffer::array)
                .containsExactly(first, second);
        assertThat(received.frames().getFirst().length()).isEqualTo(10_000);
    }

    @Test
    void tinyChunksAreCopiedTogether() {
        Received received = new Received();

        received.feed(parser(TYPE + "b", received), latin1("--b\r\n\r\n" + "x".repeat(10_000) + "\r\n--b--"), 1);

        assertThat(received.frames().getFirst().image().chunks()).hasSize(3);
    }

    @Test
    void readOnlyChunksOutsideTheHeapAreTaken() {
        Received received = new Received();
        byte[] stream = latin1("junk--b\r\n\r\none\r\n--b--junk");
        ByteBuffer direct = ByteBuffer.allocateDirect(stream.length).put(stream).flip();
        direct.position(4).limit(stream.length - 4);

        StreamEnd end = received.feed(parser(TYPE + "b", received), direct.asReadOnlyBuffer());

        assertThat(end).isEqualTo(new Complete(1, true));
        assertThat(received.texts()).containsExactly("one");
    }

    @Test
    void aWholeFrameNeedNotWaitForItsDelimiter() {
        Received received = new Received();
        MultipartParser parser = parser(TYPE + "b", received);
        parser.settle();
        received.feed(parser, ByteBuffer.wrap(latin1("--b\nContent-Length: 3\n\none\n")));
        assertThat(received.texts()).isEmpty();
        assertThat(parser.unsettled()).isTrue();

        parser.settle();
        parser.settle();

        assertThat(parser.unsettled()).isFalse();

        assertThat(received.texts()).containsExactly("one");
        assertThat(received.held()).isZero();
        assertThat(received.feed(parser, latin1("--b\n\ntwo\n--b--"), 4)).isEqualTo(new Complete(2, true));
    }

    @Test
    void aFrameThatIsNotWholeWaits() {
        Received received = new Received();
        MultipartParser parser = parser(TYPE + "b", received);
        received.feed(parser, ByteBuffer.wrap(latin1("--b\nContent-Length: 4\n\none")));
        assertThat(parser.unsettled()).isFalse();
        assertThat(parser.awaited()).isEqualTo(1);

        parser.settle();

        assertThat(received.texts()).isEmpty();
        assertThat(received.held()).isEqualTo(3);
    }

    @Test
    void aStreamThatIsGivenUpHoldsNothing() {
        Received received = new Received();
        MultipartParser parser = parser(TYPE + "b", received);
        received.feed(parser, ByteBuffer.wrap(latin1("--b\n\none\n--b\n\ntw")));

        parser.close();
        parser.close();

        assertThat(received.texts()).containsExactly("one");
        assertThat(received.leaked()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> parser.feed(ByteBuffer.allocate(1)));
    }
}
