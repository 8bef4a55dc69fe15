package io.sluice.testing.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a server answered. Header names are looked up in any case. */
public final class Reply {
    private static final List<String> NEVER_TOLD =
            List.of("Exception", "at io.", "at java", "io.sluice", "127.0.0.1", "localhost", "/tmp/", ".java:");

    private final int status;
    private final SortedMap<String, List<String>> headers;
    private final byte[] body;

    public Reply(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** A copy, to look names up in any case. */
    public SortedMap<String, List<String>> headers() {
        return new TreeMap<>(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    public byte[] body() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonObject json() {
        return new JsonObject(text());
    }

    public Reply has(int expected) {
        assertThat(status).as(this::toString).isEqualTo(expected);
        return this;
    }

    /** It is a problem document of this code that tells nothing of the inside. */
    public Reply isProblem(int expected, String code) {
        assertThat(status).as(this::toString).isEqualTo(expected);
        assertThat(header("Content-Type")).as(this::toString).hasValue("application/problem+json");
        JsonObject problem = json();
        assertThat(problem.getString("code")).as(this::toString).isEqualTo(code);
        assertThat(problem.getInteger("status")).isEqualTo(expected);
        assertThat(problem.getString("type")).isEqualTo("urn:sluice:problem:" + code);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(header("X-Request-Id")).as(this::toString).hasValue(problem.getString("requestId"));
        assertThat(NEVER_TOLD).as(this::toString).noneMatch(text()::contains);
        return this;
    }

    @Override
    public String toString() {
        String shown = body.length > 1000 ? body.length + " bytes" : text();
        return status + " " + headers + " " + shown;
    }
}
