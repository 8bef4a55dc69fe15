package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.testing.ClientRequest.Cut;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowClientsTest {
    private static final Content SOME = new Content(7, 300_001);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SlowClients clients = new SlowClients();
    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        server.createContext("/put", SlowClientsTest::takePut);
        server.createContext("/get", exchange -> give(exchange, SOME, SOME.length()));
        server.createContext("/wrong", exchange -> give(exchange, new Content(8, SOME.length()), SOME.length()));
        server.createContext("/short", exchange -> give(exchange, SOME, SOME.length() - 1));
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        clients.close();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers 201 to the right bytes. */
    private static void takePut(HttpExchange exchange) throws IOException {
        byte[] got = exchange.getRequestBody().readAllBytes();
        boolean right = got.length == SOME.length() && SOME.has(0, ByteBuffer.wrap(got));
        exchange.sendResponseHeaders(right ? 201 : 400, -1);
        exchange.close();
    }

    private static void give(HttpExchange exchange, Content content, long bytes) throws IOException {
        exchange.sendResponseHeaders(200, content.length());
        try (OutputStream out = exchange.getResponseBody()) {
            for (long at = 0; at < bytes; ) {
                byte[] piece = new byte[content.slice(at, bytes - at).remaining()];
                content.slice(at, bytes - at).get(piece);
                out.write(piece);
                at += piece.length;
            }
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void aBodyArrivesWithAndWithoutALength() {
        assertThat(clients.call(ClientRequest.put(uri("/put"), SOME), 20).is(201))
                .isTrue();
        assertThat(clients.call(ClientRequest.put(uri("/put"), SOME).inChunks(), 20)
                        .is(201))
                .isTrue();
    }

    @Test
    void anAnswerIsReadAndChecked() {
        ClientOutcome right = clients.call(ClientRequest.get(uri("/get"), SOME), 20);

        assertThat(right.is(200)).as("%s", right).isTrue();
        assertThat(right.sha256()).isEqualTo(SOME.sha256());
        assertThat(clients.call(ClientRequest.get(uri("/wrong"), SOME), 20).broken())
                .contains("wrong bytes");
        assertThat(clients.call(ClientRequest.get(uri("/short"), SOME), 20).broken())
                .contains("closed after");
    }

    @Test
    void aSlowClientTakesItsTimeBothWays() {
        Exchange get = clients.start(ClientRequest.get(uri("/get"), SOME).at(200_000));
        Exchange put = clients.start(ClientRequest.put(uri("/put"), SOME).at(200_000));

        for (Exchange exchange : new Exchange[] {get, put}) {
            ClientOutcome outcome = SlowClients.await(exchange, 20);
            assertThat(outcome.is(exchange == get ? 200 : 201))
                    .as("%s", outcome)
                    .isTrue();
            assertThat(outcome.took().toMillis()).as("%s", outcome).isGreaterThan(1_200);
        }
    }

    @Test
    void aClientLeavesWhereItIsCutOff() {
        ClientOutcome put = clients.call(ClientRequest.put(uri("/put"), SOME).cutOff(new Cut(100_000, true)), 20);
        ClientOutcome get = clients.call(ClientRequest.get(uri("/get"), SOME).cutOff(new Cut(100_000, false)), 20);

        assertThat(put.left()).isTrue();
        assertThat(put.sent()).isEqualTo(100_000);
        assertThat(get.left()).isTrue();
        assertThat(get.received()).isEqualTo(100_000);
    }
}
