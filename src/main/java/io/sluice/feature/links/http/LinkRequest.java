package io.sluice.feature.links.http;

import io.sluice.base.fault.Fault;
import io.sluice.edge.http.SmallJson;
import io.sluice.edge.objects.ObjectHeaders;
import io.sluice.feature.links.LinkWish;
import io.sluice.feature.links.LinkWish.Server;
import io.sluice.feature.links.LinksConfig;
import io.sluice.feature.links.seal.Deed.BodyLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a request for links. What is wrong with it is said in a problem. */
record LinkRequest(JsonObject json, LinksConfig config) {
    static final Set<String> FIELDS = Set.of(
            "key",
            "keys",
            "method",
            "kind",
            "expiresIn",
            "once",
            "download",
            "contentType",
            "maxBytes",
            "size",
            "parts");

    /** Bytes of a body: as many keys as there may be, as long as they may be. */
    static final int LARGEST = 2 << 20;

    private static final int MOST_KEYS = 1000;
    private static final int MOST_PARTS = 1000;
    private static final int LONGEST_NAME = 255;
    private static final Pattern TYPE = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{0,254}");

    /** Whether there are several keys, even if it is one. */
    boolean many() {
        return json.containsKey("keys");
    }

    /** @throws Fault {@code invalid-body} */
    List<String> keys() {
        if (!many()) {
            return List.of(SmallJson.text(json, "key"));
        }
        boolean listed = json.getValue("keys") instanceof JsonArray keys
                && !keys.isEmpty()
                && keys.size() <= MOST_KEYS
                && keys.stream().allMatch(String.class::isInstance);
        if (!listed || json.containsKey("key")) {
            throw SmallJson.invalid("'keys' is a list of 1 to " + MOST_KEYS + " keys, instead of 'key'.");
        }
        return json.getJsonArray("keys").stream().map(String.class::cast).toList();
    }

    /** @throws Fault {@code invalid-body} */
    LinkWish wish() {
        return switch (text("method")) {
            case null -> read();
            case "GET" -> read();
            case "PUT" -> json.getValue("parts") == null ? write() : parts();
            default -> throw SmallJson.invalid("'method' is GET or PUT.");
        };
    }

    private LinkWish read() {
        only("GET", "contentType", "maxBytes", "size", "parts");
        String download = text("download");
        if (download != null && (download.isBlank() || download.length() > LONGEST_NAME)) {
            throw SmallJson.invalid("'download' has 1 to " + LONGEST_NAME + " characters.");
        }
        return new LinkWish.Read(terms(config.readFor()), download == null ? null : ObjectHeaders.attachment(download));
    }

    private LinkWish write() {
        only("PUT", "download");
        BodyLimits limits = new BodyLimits(
                contentType(), number("maxBytes", 0, Long.MAX_VALUE), number("size", -1, Long.MAX_VALUE));
        return new LinkWish.Write(terms(config.writeFor()), limits);
    }

    private LinkWish parts() {
        only("PUT with 'parts'", "download", "maxBytes", "size", "once");
        if (many()) {
            throw SmallJson.invalid("'parts' is for one 'key'.");
        }
        return new LinkWish.Parts(terms(config.writeFor()), (int) number("parts", 0, MOST_PARTS), contentType());
    }

    private void only(String method, String... others) {
        for (String field : others) {
            if (json.containsKey(field)) {
                throw SmallJson.invalid("'" + field + "' is not for " + method + ".");
            }
        }
    }

    private LinkWish.Terms terms(Duration usual) {
        return new LinkWish.Terms(server(), validity(usual), flag("once"));
    }

    private @Nullable Server server() {
        return switch (text("kind")) {
            case null -> null;
            case "s3" -> Server.STORE;
            case "sluice" -> Server.SLUICE;
            default -> throw SmallJson.invalid("'kind' is s3 or sluice.");
        };
    }

    /** A number of seconds, or a duration of ISO 8601. */
    private Duration validity(Duration usual) {
        Duration validity = switch (json.getValue("expiresIn")) {
            case null -> usual;
            case Number seconds when isWhole(seconds) -> Duration.ofSeconds(seconds.longValue());
            case String text -> parsed(text);
            default -> Duration.ZERO;
        };
        if (validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(LinkWish.LONGEST) > 0) {
            throw SmallJson.invalid(
                    "'expiresIn' is a number of seconds or a duration such as PT10M, from 1 second to 7 days.");
        }
        return validity;
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    private static Duration parsed(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException malformed) {
            return Duration.ZERO;
        }
    }

    private @Nullable String contentType() {
        String type = text("contentType");
        if (type != null && !TYPE.matcher(type).matches()) {
            throw SmallJson.invalid("'contentType' is a content type.");
        }
        return type;
    }

    /** @param none stands for the field that is not there; what is there is at least 1 */
    private long number(String field, long none, long most) {
        return switch (json.getValue(field)) {
            case null -> none;
            case Number number
            when isWhole(number) && number.longValue() >= 1 && number.longValue() <= most -> number.longValue();
            default -> throw SmallJson.invalid("'" + field + "' is a whole number from 1 to " + most + ".");
        };
    }

    private boolean flag(String field) {
        return switch (json.getValue(field)) {
            case null -> false;
            case Boolean set -> set;
            default -> throw SmallJson.invalid("'" + field + "' is true or false.");
        };
    }

    private @Nullable String text(String field) {
        return json.getValue(field) == null ? null : SmallJson.text(json, field);
    }
}
