package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** What the scenarios of the objects API stand on: a running Sluice, and a key space for each test. */
abstract class ApiFixture {
    static final String BUCKET = "/api/v1/buckets/files/objects";

    /** More than one part, and no multiple of anything. */
    static final int SEVERAL_PARTS = (17 << 20) + 13;

    private static final AtomicInteger SPACES = new AtomicInteger();

    private final String space = "t" + SPACES.incrementAndGet() + "/";

    /** The same one for all tests of a class. */
    abstract SluiceProcess sluice();

    final Calls http() {
        return new Calls(sluice()::uri);
    }

    /** The key of an object that no other test knows. */
    final String key(String name) {
        return space + name;
    }

    /** Its path, with every character that is not plain percent-encoded. */
    final String path(String name) {
        return BUCKET + "/" + encoded(key(name)).replace("%2F", "/");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    final Reply put(String name, String text, String... headers) {
        return http().call("PUT", path(name), utf8(text), headers).has(201);
    }

    final Reply get(String name, String... headers) {
        return http().call("GET", path(name), headers);
    }

    final Reply head(String name, String... headers) {
        return http().call("HEAD", path(name), headers);
    }

    final void assertMissing(String name) {
        get(name).isProblem(404, "object-not-found");
    }

    static String etag(Reply reply) {
        return reply.header("ETag").orElseThrow();
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
