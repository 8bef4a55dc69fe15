package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FramePartTest {
    private static final int IMAGE = 30_000;

    private final FramePart part = new FramePart(IMAGE);

    @Test
    void aPartIsAChunkOfItsOwn() {
        String text =
                StandardCharsets.ISO_8859_1.decode(part.from(0, part.length())).toString();
        int begin = text.indexOf("\r\n") + 2;

        assertThat(text)
                .contains("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 30000\r\n\r\n")
                .endsWith("\r\n\r\n");
        assertThat(Integer.parseInt(text.substring(0, begin - 2), 16)).isEqualTo(part.length() - begin - 2);
    }

    @Test
    void aStreamOfPartsIsTheSameHoweverItIsCut() {
        ByteBuffer whole = ByteBuffer.allocate(3 * part.length());
        while (whole.hasRemaining()) {
            whole.put(part.from(whole.position(), Math.min(7_001, whole.remaining())));
        }

        for (int number = 0; number < 3; number++) {
            assertThat(whole.slice(number * part.length(), part.length())).isEqualTo(part.from(0, part.length()));
        }
    }

    @Test
    void asMuchIsAtHandAsASocketTakesAtOnce() {
        assertThat(part.from(0, Long.MAX_VALUE).remaining()).isGreaterThan(200_000);
        assertThat(new FramePart(1 << 20).from(5, Long.MAX_VALUE).remaining()).isGreaterThan(1 << 20);
    }
}
