package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AckReaderTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\n\r\n";
    private static final String DURABLE = "{\"ack\":\"durable\",\"count\":12,\"time\":\"2026-03-01T12:00:00Z\"}\n";
    private static final String LAST = "{\"ack\":\"end\",\"durable\":15,\"rejected\":0}\n";

    private final AckReader reader = new AckReader();

    @Test
    void whatIsDurableIsKnownAsTheLinesComeHoweverTheyAreCut() throws IOException {
        for (char next : (HEAD + chunk(DURABLE)).toCharArray()) {
            feed(String.valueOf(next));
        }
        assertThat(reader.durable()).isEqualTo(12);
        assertThat(reader.ended()).isFalse();

        feed(chunk(LAST) + "0\r\n\r\n");
        assertThat(reader.durable()).isEqualTo(15);
        assertThat(reader.ended()).isTrue();
    }

    @Test
    void aRefusedFrameAndARefusedStreamAreFailures() {
        assertThatIOException().isThrownBy(() -> feed("{\"ack\":\"end\",\"durable\":15,\"rejected\":1}\n"));
        assertThatIOException()
                .isThrownBy(() -> feed("{\"ack\":\"end\",\"durable\":15,\"rejected\":0,\"code\":\"stopping\"}\n"));
        assertThatIOException().isThrownBy(() -> feed("HTTP/1.1 503 Service Unavailable\r\n"));
    }

    private static String chunk(String line) {
        return Integer.toHexString(line.length()) + "\r\n" + line + "\r\n";
    }

    private void feed(String text) throws IOException {
        reader.feed(ByteBuffer.wrap(FramePart.ascii(text)));
    }
}
