package io.sluice.edge.routes;

import static io.sluice.testing.http.Calls.utf8;

import io.sluice.edge.routes.AccessTable.Row;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Sluice with somebody of each role, and with what the requests of the table are about. Own objects are those of whoever asks; a
 * camera has the camera {@code gate} and no other.
 */
final class AccessWorld implements AutoCloseable {
    static final String ANONYMOUS = "anonymous";
    private static final String EVENTS_TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String KEYS = "/api/v1/admin/keys";
    private static final String TIMES = "from=2026-03-01T12:00:00Z&to=2026-03-01T13:00:00Z";

    private final SluiceProcess sluice;
    private final Map<String, Calls> somebody = new HashMap<>();
    private final AtomicInteger objects = new AtomicInteger();

    AccessWorld(AccessTable table) {
        sluice = SluiceProcess.ready(Setup.embedded()
                .withProperties(Map.of(
                        "sluice.buckets.owned.ownership", "true",
                        "sluice.buckets.web.public-prefixes", "*",
                        "sluice.events.token", EVENTS_TOKEN))
                .withJvmOptions("-Xmx256m")
                .requiringCredentials());
        for (String role : table.roles()) {
            somebody.put(role, role.equals(ANONYMOUS) ? anybody() : keyed(role, role));
        }
        somebody.put("other", keyed("writer", "somebody-else"));
        for (String camera : new String[] {"gate", "yard"}) {
            admin().call("POST", cameras(camera) + "/frames", utf8("x"), "Content-Type", "image/jpeg")
                    .has(201);
        }
    }

    @Override
    public void close() {
        sluice.close();
    }

    private Calls anybody() {
        return new Calls(sluice::uri);
    }

    private Calls admin() {
        return anybody().as(SluiceProcess.ADMIN_KEY);
    }

    /** Who has a role, under a name that others may have as well. */
    private Calls keyed(String role, String subject) {
        JsonObject grant = new JsonObject().put("role", role);
        if (role.equals("camera")) {
            grant.put("cameras", new JsonArray().add("gate"));
        }
        JsonObject wish =
                new JsonObject().put("name", role).put("subject", subject).put("grants", new JsonArray().add(grant));
        return anybody()
                .as(admin().call("POST", KEYS, utf8(wish.encode()))
                        .has(201)
                        .json()
                        .getString("key"));
    }

    private static String cameras(String name) {
        return "/api/v1/cameras/" + name;
    }

    /** All routes there are. */
    JsonArray routes() {
        return admin().call("GET", "/api/v1/admin/access").has(200).json().getJsonArray("items");
    }

    /** What somebody of the role is answered to the request of the row. */
    Reply answer(Row row, String role) {
        Calls who = Objects.requireNonNull(somebody.get(role));
        Thing thing = thing(row, role);
        String path = thing.path() + query(row);
        String body = body(row, thing);
        if (row.path().contains("/events/") || row.path().startsWith("/webhooks/")) {
            String token = row.about().equals("token") ? EVENTS_TOKEN : "wrong";
            return anybody().call(row.method(), path, utf8(body), "Authorization", "Bearer " + token);
        }
        return row.path().endsWith("/frames") && row.method().equals("POST")
                ? who.call(row.method(), path, utf8(body), "Content-Type", "image/jpeg")
                : call(who, row.method(), path, body);
    }

    private static Reply call(Calls who, String method, String path, String body) {
        return body.isEmpty() ? who.call(method, path) : who.call(method, path, utf8(body));
    }

    /** What the request is about, made anew for it. */
    private record Thing(String path, String key) {}

    private Thing thing(Row row, String role) {
        String whose = row.about().replaceAll("-.*", "");
        String bucket = switch (whose) {
            case "own", "other" -> "owned";
            case "public" -> "web";
            case "system" -> "sluice-system";
            default -> "files";
        };
        String key = "x" + objects.incrementAndGet();
        if (row.path().contains("{key}")
                || row.path().endsWith("/links")
                || row.path().startsWith("/l/")) {
            if (!whose.equals("system")) {
                store(bucket, key, whose.equals("own") ? role : "other");
            }
        }
        String path = row.path()
                .replace("{bucket}", bucket)
                .replace("{key}", key)
                .replace("{camera}", whose.equals("other") ? "yard" : "gate")
                .replace("{time}", "latest")
                .replace("{hold}", "case-1")
                .replace("{erasure}", "01M8FG6XBRZ3VAFGE9TXHWTGGG");
        if (path.contains("{id}")) {
            path = path.replace("{id}", path.contains("/links/") ? link(bucket, whose, role) : apiKey());
        }
        if (path.contains("{token}")) {
            path = path.replace("{token}", token(row.about(), key));
        }
        return new Thing(path, key);
    }

    private void store(String bucket, String key, String owner) {
        Calls writer =
                owner.equals(ANONYMOUS) ? admin() : keyed("writer", owner.equals("other") ? "somebody-else" : owner);
        writer.call("PUT", "/api/v1/buckets/" + bucket + "/objects/" + key, utf8("x"))
                .has(201);
    }

    private String apiKey() {
        String wish = "{\"name\":\"a\",\"grants\":[{\"role\":\"reader\"}]}";
        return admin().call("POST", KEYS, utf8(wish)).has(201).json().getString("id");
    }

    /** The id of a link that whoever asks has made, or somebody else. */
    private String link(String bucket, String whose, String role) {
        String maker = whose.equals("own") && !role.equals(ANONYMOUS) ? role : "somebody-else";
        return keyed("writer", maker)
                .call("POST", "/api/v1/buckets/" + bucket + "/links", utf8("{\"key\":\"a\",\"method\":\"PUT\"}"))
                .has(201)
                .json()
                .getString("id");
    }

    private String token(String about, String key) {
        if (about.equals("none")) {
            return "nonsense";
        }
        String method = about.equals("write") ? "PUT" : "GET";
        JsonObject link = admin().call(
                        "POST",
                        "/api/v1/buckets/files/links",
                        utf8("{\"key\":\"" + key + "\",\"method\":\"" + method + "\"}"))
                .has(201)
                .json();
        return link.getString("url").replaceAll(".*/l/", "");
    }

    private static String query(Row row) {
        String[] words = row.path().split("/", -1);
        return switch (words[words.length - 1]) {
            case "stream", "gaps" -> "?" + TIMES;
            case "export" -> "?" + TIMES + "&format=zip";
            case "frames" -> row.method().equals("DELETE") ? "?" + TIMES : "";
            default -> "";
        };
    }

    private static String body(Row row, Thing thing) {
        return switch (row.method() + " " + row.path()) {
            case "POST /api/v1/admin/keys" -> "{\"name\":\"a\",\"grants\":[{\"role\":\"reader\"}]}";
            case "POST /api/v1/admin/keys/{id}/rotate" -> "{}";
            case "POST /api/v1/buckets/{bucket}/links" ->
                new JsonObject()
                        .put("key", thing.key())
                        .put("method", row.about().endsWith("-put") ? "PUT" : "GET")
                        .encode();
            case "PUT /api/v1/cameras/{camera}" -> "{\"retention\":\"P30D\"}";
            case "PUT /api/v1/cameras/{camera}/holds/{hold}" ->
                "{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2020-01-02T00:00:00Z\",\"reason\":\"a\"}";
            case "POST /api/v1/events/s3", "POST /webhooks/minio/upload-complete" -> "{\"Records\":[]}";
            default -> row.method().equals("PUT") || row.path().endsWith("/frames") ? "x" : "";
        };
    }
}
