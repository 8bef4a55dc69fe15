package io.sluice.edge.access.tokens;

import io.sluice.edge.access.AccessConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Reads the keys of an issuer over HTTP: at the address that is configured, or at the one that the issuer itself tells (OpenID Connect
 * Discovery 1.0, section 4).
 */
public final class JwksSource implements Supplier<Uni<String>> {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LARGEST = 1 << 20;
    private static final int OK = 200;

    private final HttpClient plain;
    private final HttpClient secure;
    private final URI issuer;
    private final Optional<URI> jwks;

    public JwksSource(Vertx vertx, AccessConfig.Tokens config) {
        this.plain = vertx.createHttpClient(options(false));
        this.secure = vertx.createHttpClient(options(true));
        this.issuer = config.issuer().orElseThrow();
        this.jwks = config.jwks();
    }

    private static HttpClientOptions options(boolean ssl) {
        return new HttpClientOptions()
                .setSsl(ssl)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxPoolSize(2);
    }

    @Override
    public Uni<String> get() {
        return Uni.createFrom()
                .completionStage(() -> place().compose(this::read).toCompletionStage());
    }

    private Future<URI> place() {
        return jwks.map(Future::succeededFuture)
                .orElseGet(() -> read(discovery()).map(discovered -> told(issuer, discovered)));
    }

    private URI discovery() {
        String base = issuer.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration");
    }

    /**
     * Where the issuer says that its keys are (OpenID Connect Discovery 1.0, sections 3 and 4.3).
     *
     * @throws IllegalArgumentException when it is another issuer that says so, or they would be read without the TLS that it has
     */
    static URI told(URI issuer, String discovered) {
        JsonObject document = new JsonObject(discovered);
        if (!(document.getValue("jwks_uri") instanceof String place)) {
            throw new IllegalArgumentException("the identity provider does not say where its keys are");
        }
        if (!issuer.toString().equals(document.getValue("issuer"))) {
            throw new IllegalArgumentException(
                    "the discovery document is of another issuer than sluice.access.tokens.issuer");
        }
        URI keys = URI.create(place);
        if (isSecure(issuer) && !isSecure(keys)) {
            throw new IllegalArgumentException("the identity provider has its keys read without TLS");
        }
        return keys;
    }

    private static boolean isSecure(URI place) {
        return "https".equalsIgnoreCase(place.getScheme());
    }

    private Future<String> read(URI from) {
        boolean ssl = isSecure(from);
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(from.toString())
                .setSsl(ssl)
                .setFollowRedirects(false)
                .setTimeout(TIMEOUT_MILLIS);
        return (ssl ? secure : plain)
                .request(request)
                .compose(opened -> opened.send().compose(JwksSource::body));
    }

    private static Future<String> body(HttpClientResponse answer) {
        if (answer.statusCode() != OK) {
            return Future.failedFuture(new IOException("the identity provider answered " + answer.statusCode()));
        }
        Buffer all = Buffer.buffer();
        CompletableFuture<String> whole = new CompletableFuture<>();
        answer.handler(chunk -> {
            if (all.length() + chunk.length() > LARGEST) {
                answer.request().reset();
                whole.completeExceptionally(new IOException("the identity provider sends too much"));
            } else {
                all.appendBuffer(chunk);
            }
        });
        answer.exceptionHandler(whole::completeExceptionally);
        answer.endHandler(_ -> whole.complete(all.toString()));
        return Future.fromCompletionStage(whole);
    }
}
