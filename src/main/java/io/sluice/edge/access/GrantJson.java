package io.sluice.edge.access;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Grants as JSON: {@code {"role": "reader", "buckets": ["files"], "prefixes": ["photos/"], "cameras": ["gate-*"]}}. */
public final class GrantJson {
    private static final Set<String> FIELDS = Set.of("role", "buckets", "prefixes", "cameras");
    private static final int MOST = 100;

    private GrantJson() {}

    public static JsonArray of(List<Grant> grants) {
        JsonArray array = new JsonArray();
        grants.forEach(grant -> array.add(of(grant)));
        return array;
    }

    private static JsonObject of(Grant grant) {
        Limits limits = grant.limits();
        JsonObject json = new JsonObject().put("role", grant.role().label());
        put(
                json,
                "buckets",
                limits.buckets().stream().map(Object::toString).sorted().toList());
        put(json, "prefixes", limits.prefixes());
        put(json, "cameras", limits.cameras());
        return json;
    }

    private static void put(JsonObject json, String name, List<String> values) {
        if (!values.isEmpty()) {
            json.put(name, new JsonArray(values));
        }
    }

    /** @throws Fault {@code invalid-body}, {@code invalid-bucket} */
    public static List<Grant> parse(@Nullable Object value) {
        if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > MOST) {
            throw invalid("'grants' is a list of 1 to " + MOST + " grants.");
        }
        List<Grant> grants = new ArrayList<>();
        array.forEach(grant -> grants.add(grant(grant)));
        return grants;
    }

    private static Grant grant(Object value) {
        if (!(value instanceof JsonObject json) || !FIELDS.containsAll(json.fieldNames())) {
            throw invalid("A grant has 'role', and may have 'buckets', 'prefixes' and 'cameras'.");
        }
        Role role = Role.of(String.valueOf(json.getValue("role")))
                .orElseThrow(() -> invalid("'role' is one of reader, writer, camera, worker, admin."));
        return new Grant(role, Limits.of(texts(json, "buckets"), texts(json, "prefixes"), texts(json, "cameras")));
    }

    /** An empty list would read like a limit to nothing, and mean none. */
    private static List<String> texts(JsonObject json, String name) {
        if (!json.containsKey(name)) {
            return List.of();
        }
        if (!(json.getValue(name) instanceof JsonArray array) || array.isEmpty() || array.size() > MOST) {
            throw invalid("'" + name + "' is a list of 1 to " + MOST + " texts; leave it out for no such limit.");
        }
        List<String> texts = new ArrayList<>();
        for (Object text : array) {
            if (!(text instanceof String value) || value.isEmpty()) {
                throw invalid("'" + name + "' is a list of texts that are not empty.");
            }
            texts.add(value);
        }
        return texts;
    }

    private static Fault invalid(String detail) {
        return Fault.of(FaultCode.INVALID_BODY, detail);
    }
}
