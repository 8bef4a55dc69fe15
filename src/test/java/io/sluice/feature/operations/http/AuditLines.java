package io.sluice.feature.operations.http;

import static org.awaitility.Awaitility.await;

import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Lines of the audit trail as an admin reads them.
 *
 * @param admin by whom they are read
 */
record AuditLines(Calls admin) {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Those that are durable. */
    List<JsonObject> of(String query) {
        return admin.call("GET", "/api/v1/audit?limit=1000&" + query).has(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    List<JsonObject> about(String resource, String action) {
        return of("resource=" + URLEncoder.encode(resource, StandardCharsets.UTF_8) + "&action=" + action);
    }

    /** As soon as so many are durable. */
    List<JsonObject> about(String resource, String action, int count) {
        await().atMost(PATIENCE).until(() -> about(resource, action).size() >= count);
        return about(resource, action);
    }
}
