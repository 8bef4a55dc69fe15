package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Bodies that are a small JSON object. */
@ApplicationScoped
public class SmallJson {
    /** Bytes of a body, where nothing else is said. */
    public static final int LARGEST = 64 << 10;

    private final SmallBodies bodies;

    SmallJson(SmallBodies bodies) {
        this.bodies = bodies;
    }

    /**
     * The body of a request, on its lane.
     *
     * @param fields no other may be in it
     */
    public Uni<JsonObject> read(RoutingContext ctx, Set<String> fields) {
        return read(ctx, fields, LARGEST);
    }

    /** As {@link #read(RoutingContext, Set)}, of a body of at most so many bytes. */
    public Uni<JsonObject> read(RoutingContext ctx, Set<String> fields, int largest) {
        return bodies.read(ctx, largest, body -> parse(body, fields));
    }

    private static JsonObject parse(Buffer body, Set<String> fields) {
        JsonObject json;
        try {
            json = new JsonObject(body);
        } catch (DecodeException malformed) {
            throw invalid("The body is no JSON object.");
        }
        Set<String> unknown = new TreeSet<>(json.fieldNames());
        unknown.removeAll(fields);
        if (!unknown.isEmpty()) {
            throw invalid("The body has '" + unknown.iterator().next() + "'; it may have "
                    + String.join(", ", new TreeSet<>(fields)) + ".");
        }
        return json;
    }

    public static Fault invalid(String detail) {
        return Fault.of(FaultCode.INVALID_BODY, detail);
    }

    /** The duration in a field that has to be there, by ISO 8601. */
    public static Duration duration(JsonObject json, String field) {
        try {
            return Duration.parse(text(json, field));
        } catch (DateTimeException malformed) {
            throw invalid("'" + field + "' is a duration of ISO 8601, such as P30D or PT12H.");
        }
    }

    /** The text of a field that has to be there. */
    public static String text(JsonObject json, String field) {
        if (json.getValue(field) instanceof String text) {
            return text;
        }
        throw invalid("'" + field + "' is a text.");
    }
}
