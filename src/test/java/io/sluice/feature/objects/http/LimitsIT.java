package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large, and clients that are too slow. */
@ExtendWith(ServersTellOnFailure.class)
class LimitsIT extends ApiFixture {
    private static final int MOST = 1 << 20;

    private static @Nullable SluiceProcess process;

    @BeforeAll
    static void start() {
        process = SluiceProcess.ready(Setup.embedded()
                .withProperties(Map.of("sluice.objects.max-size", "1M", "sluice.http.stall-timeout", "2s")));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(process).close();
    }

    @Override
    SluiceProcess sluice() {
        return Objects.requireNonNull(process);
    }

    @Test
    void theLargestBodyIsTaken() {
        http().call("PUT", path("most"), noise(MOST)).has(201);
        http().chunked("PUT", path("chunked"), noise(MOST)).has(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1048577", "99999999999999", "8000000000000000000", "9223372036854775807"})
    void aDeclaredLengthIsRefusedBeforeItsBody(String length) {
        for (String expect : new String[] {"X-A: 1", "Expect: 100-continue"}) {
            try (Wire wire = http().connect()) {
                wire.head("PUT " + path("never"), expect, "Content-Length: " + length);
                Reply reply = wire.answer().isProblem(413, "body-too-large");
                assertThat(reply.header("Connection")).hasValue("close");
            }
        }

        assertMissing("never");
    }

    @Test
    void aBodyWithoutLengthIsCounted() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("never"), "Transfer-Encoding: chunked");
            wire.chunk(new byte[MOST]).chunk(new byte[1]);
            wire.answer().isProblem(413, "body-too-large");
        }

        assertMissing("never");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked", "Content-Length: 8388608"})
    void aClientThatIsStillSendingReadsTheAnswer(String framing) {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("never"), framing);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(wire, framing.startsWith("T")));
            wire.answer().isProblem(413, "body-too-large");
            sending.join();
        }

        assertMissing("never");
    }

    private static void send(Wire wire, boolean chunked) {
        byte[] piece = new byte[64 << 10];
        try {
            for (int i = 0; i < 128; i++) {
                if (chunked) {
                    wire.chunk(piece);
                } else {
                    wire.bytes(piece);
                }
            }
        } catch (UncheckedIOException closedMeanwhile) {
            // The server has answered and may close.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Content-Length: 900000", "Transfer-Encoding: chunked"})
    void aBodyThatStopsIsGivenUp(String framing) {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("stalled"), framing);
            wire.bytes(utf8(framing.startsWith("T") ? "4\r\nbody\r\n" : "body"));
            Reply reply = wire.answer().isProblem(408, "client-stalled");
            assertThat(reply.header("Connection")).hasValue("close");
            assertThat(wire.closes(Duration.ofSeconds(6))).isTrue();
        }

        assertMissing("stalled");
    }

    @Test
    void aBodyThatNeverBeginsIsGivenUpToo() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("stalled"), "Expect: 100-continue", "Content-Length: 10");
            wire.answer().has(100);
            wire.answer().isProblem(408, "client-stalled");
        }
    }

    @Test
    void aSlowBodyIsNoStalledOne() {
        try (Wire wire = http().connect()) {
            wire.head("PUT " + path("slow"), "Content-Length: 4");
            for (int i = 0; i < 4; i++) {
                assertThat(wire.silent(Duration.ofMillis(900))).isTrue();
                wire.bytes(utf8("" + i));
            }
            wire.answer().has(201);
        }

        assertThat(get("slow").text()).isEqualTo("0123");
    }

    @Test
    void aReaderThatTakesNothingIsGivenUp() {
        byte[] body = noise(MOST);
        http().call("PUT", path("unread"), body).has(201);
        try (Wire wire = http().connect()) {
            // More answers than the buffers of both sides hold.
            for (int i = 0; i < 40; i++) {
                wire.head("GET " + path("unread"));
            }
            assertThat(wire.breaksOff(Duration.ofSeconds(5))).isTrue();
        }
    }
}
