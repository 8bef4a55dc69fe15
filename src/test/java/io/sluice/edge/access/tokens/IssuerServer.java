package io.sluice.edge.access.tokens;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** An identity provider as a service sees it: OpenID Connect Discovery, and the keys, over HTTP on loopback. */
public final class IssuerServer implements AutoCloseable {
    private final HttpServer server;
    private volatile Issuer issuer;
    private volatile String told;

    private IssuerServer(HttpServer server) {
        this.server = server;
        this.told = name().toString();
        this.issuer = Issuer.named(name().toString(), "first");
    }

    public static IssuerServer started() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            IssuerServer provider = new IssuerServer(server);
            server.createContext("/realm/.well-known/openid-configuration", provider::discovery);
            server.createContext("/realm/keys", provider::keys);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI name() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realm");
    }

    public URI jwks() {
        return URI.create(name() + "/keys");
    }

    public Issuer issuer() {
        return issuer;
    }

    /** From now on it signs with another key, and has no other. */
    public void rotate(String keyId) {
        issuer = Issuer.named(name().toString(), keyId);
    }

    /** From now on its discovery document says that it is another. */
    public void call(String name) {
        told = name;
    }

    private void discovery(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                new JsonObject()
                        .put("issuer", told)
                        .put("jwks_uri", jwks().toString())
                        .encode());
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(exchange, issuer.jwks());
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
