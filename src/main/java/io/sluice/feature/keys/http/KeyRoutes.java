package io.sluice.feature.keys.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.GrantJson;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Resource;
import io.sluice.edge.access.keys.KeyJson;
import io.sluice.edge.access.keys.KeyText;
import io.sluice.edge.http.QueryText;
import io.sluice.edge.http.SmallJson;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.keys.ApiKeys;
import io.sluice.feature.keys.MadeKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/admin/keys}: API keys are made, listed, rotated and revoked. A secret is told once, when it is made. */
@ApplicationScoped
public class KeyRoutes {
    private static final String KEYS = "/api/v1/admin/keys";
    private static final Set<String> MAKE = Set.of("name", "subject", "grants", "expiresAt");
    private static final Set<String> ROTATE = Set.of("grace");
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);
    private static final int USUAL_PAGE = 100;
    private static final int LONGEST_NAME = 128;

    private final ApiKeys keys;
    private final SmallJson bodies;
    private final TimeSource time;

    KeyRoutes(ApiKeys keys, SmallJson bodies, TimeSource time) {
        this.keys = keys;
        this.bodies = bodies;
        this.time = time;
    }

    void register(@Observes Routes routes) {
        routes.at(KEYS, "keys")
                .onRead(Action.KEY_READ, _ -> Resource.SERVICE, JsonAnswer.by(this::list))
                .on(HttpMethod.POST, Action.KEY_CHANGE, _ -> Resource.SERVICE, JsonAnswer.by(this::make));
        routes.at(KEYS + "/:id", "key")
                .onRead(Action.KEY_READ, KeyRoutes::about, JsonAnswer.by(this::one))
                .on(HttpMethod.DELETE, Action.KEY_CHANGE, KeyRoutes::about, JsonAnswer.by(this::revoke));
        routes.at(KEYS + "/:id/rotate", "key-rotate")
                .on(HttpMethod.POST, Action.KEY_CHANGE, KeyRoutes::about, JsonAnswer.by(this::rotate));
    }

    /** What is no id, and may be a whole key that somebody has put there, is in no audit line. */
    private static Resource about(RoutingContext ctx) {
        String id = id(ctx);
        return KeyText.isId(id) ? new Resource.OfKey(id) : Resource.SERVICE;
    }

    private static String id(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.pathParam("id"), "");
    }

    private Uni<JsonAnswer> list(RoutingContext ctx) {
        QueryText query = QueryText.of(ctx);
        return keys.list(query.text("after", ""), query.number("limit", USUAL_PAGE, 1000))
                .map(page -> {
                    JsonArray items = new JsonArray();
                    page.keys().forEach(key -> items.add(KeyJson.told(key)));
                    JsonObject json = new JsonObject().put("items", items);
                    return JsonAnswer.of(200, page.next() == null ? json : json.put("next", page.next()));
                });
    }

    private Uni<JsonAnswer> one(RoutingContext ctx) {
        return keys.find(id(ctx)).map(key -> JsonAnswer.of(200, KeyJson.told(key)));
    }

    private Uni<JsonAnswer> make(RoutingContext ctx) {
        String by = Callers.of(ctx).subject();
        return bodies.read(ctx, MAKE).chain(json -> keys.make(wish(json), by)).map(made -> {
            Callers.did(
                    ctx, List.of(new Callers.Done(new Resource.OfKey(made.key().id()), "", 201)));
            return answer(201, made);
        });
    }

    private ApiKeys.Wish wish(JsonObject json) {
        String name = SmallJson.text(json, "name");
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw SmallJson.invalid("'name' has 1 to " + LONGEST_NAME + " characters.");
        }
        String subject = json.containsKey("subject") ? SmallJson.text(json, "subject") : null;
        if (subject != null && !Principal.isSubject(subject)) {
            throw SmallJson.invalid("'subject' has 1 to 128 characters, none of them a control character.");
        }
        return new ApiKeys.Wish(name, subject, GrantJson.parse(json.getValue("grants")), expiry(json));
    }

    private @Nullable Instant expiry(JsonObject json) {
        if (!json.containsKey("expiresAt")) {
            return null;
        }
        try {
            Instant end = Instant.parse(SmallJson.text(json, "expiresAt"));
            if (end.isAfter(time.now())) {
                return end;
            }
        } catch (DateTimeException malformed) {
            // Told below.
        }
        throw SmallJson.invalid("'expiresAt' is a time to come, in RFC 3339 and UTC.");
    }

    private Uni<JsonAnswer> rotate(RoutingContext ctx) {
        return bodies.read(ctx, ROTATE)
                .chain(json -> keys.rotate(id(ctx), grace(json)))
                .map(made -> answer(200, made));
    }

    private static Duration grace(JsonObject json) {
        if (!json.containsKey("grace")) {
            return Duration.ZERO;
        }
        Duration grace = SmallJson.duration(json, "grace");
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw SmallJson.invalid("'grace' is at most " + LONGEST_GRACE + ".");
        }
        return grace;
    }

    /** @throws Fault {@code key-not-found} */
    private Uni<JsonAnswer> revoke(RoutingContext ctx) {
        return keys.revoke(id(ctx)).map(_ -> JsonAnswer.NO_CONTENT);
    }

    private static JsonAnswer answer(int status, MadeKey made) {
        return JsonAnswer.of(status, KeyJson.told(made.key()).put("key", made.text()));
    }
}
