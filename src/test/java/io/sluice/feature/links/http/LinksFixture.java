package io.sluice.feature.links.http;

import static io.sluice.testing.http.Calls.utf8;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;

/** What the scenarios of links stand on: a running Sluice that asks for credentials. */
abstract class LinksFixture {
    static final String LINKS = "/api/v1/buckets/files/links";
    static final String OBJECTS = "/api/v1/buckets/files/objects/";
    static final String APP = "https://app.example.com";

    /** Bytes of an object: a part may have 5 MiB, two may not. */
    static final int MOST = 8 << 20;

    /** The same one for all tests of a class. */
    abstract SluiceProcess sluice();

    final Calls anybody() {
        return new Calls(sluice()::uri);
    }

    final Calls admin() {
        return anybody().as(SluiceProcess.ADMIN_KEY);
    }

    /** Somebody who reads and writes, and is no admin. */
    final Calls somebody() {
        return keyed("{\"role\":\"reader\"},{\"role\":\"writer\"}");
    }

    /** Somebody new who has these grants. */
    final Calls keyed(String grants) {
        String wish = "{\"name\":\"a\",\"grants\":[" + grants + "]}";
        return anybody()
                .as(admin().call("POST", "/api/v1/admin/keys", utf8(wish))
                        .has(201)
                        .json()
                        .getString("key"));
    }

    static JsonObject wish(String method, String key) {
        return new JsonObject().put("method", method).put("key", key).put("kind", "sluice");
    }

    final JsonObject link(JsonObject wish) {
        return link(admin(), LINKS, wish);
    }

    static JsonObject link(Calls by, String links, JsonObject wish) {
        return by.call("POST", links, utf8(wish.encode())).has(201).json();
    }

    /** The path of a link. */
    static String path(JsonObject link) {
        String url = link.getString("url");
        return url.substring(url.indexOf("/l/"));
    }

    final void put(String key, String text, String... headers) {
        admin().call("PUT", OBJECTS + key, utf8(text), headers).has(201);
    }

    final String text(String key) {
        return admin().call("GET", OBJECTS + key).has(200).text();
    }
}
