package io.sluice.edge.audit.trail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.ChainHead;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the trail: a JSON object whose last two fields are the hash of the line before it in its chain, and its own, which is taken
 * of all the bytes before it.
 *
 * @param chain the id of its chain
 * @param seq its number there, from 1
 * @param prev the hash of the line before
 * @param hash its own
 */
public record AuditLine(String chain, long seq, AuditEvent event, String prev, String hash) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_LENGTH = 512;
    private static final Pattern END = Pattern.compile(",\"hash\":\"([0-9a-f]{64})\"}$");

    public ChainHead head() {
        return new ChainHead(chain, seq, hash);
    }

    /**
     * All of a line before its own hash.
     *
     * @param before the last line so far, or one of number 0 before the first
     */
    static byte[] open(ChainHead before, AuditEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("chain", before.chain());
            json.writeNumberField("seq", before.seq() + 1);
            write(json, event);
            json.writeStringField("prev", before.hash());
            json.flush();
            byte[] open = bytes.toByteArray();
            json.writeEndObject();
            return open;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What makes a line of {@link #open}: its hash, and its end. */
    static byte[] close(String hash) {
        return (",\"hash\":\"" + hash + "\"}\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(JsonGenerator json, AuditEvent event) throws IOException {
        json.writeStringField("time", event.time().toString());
        json.writeStringField("subject", event.who().subject());
        json.writeStringField("kind", event.who().kind());
        json.writeStringField("from", event.who().from());
        if (!event.who().via().isEmpty()) {
            json.writeStringField("via", event.who().via());
        }
        json.writeStringField("action", event.action());
        json.writeStringField("resource", event.resource());
        json.writeStringField("requestId", event.requestId());
        json.writeStringField("outcome", event.outcome().label());
        json.writeNumberField("status", event.status());
        if (!event.heads().isEmpty()) {
            json.writeArrayFieldStart("heads");
            for (ChainHead head : event.heads()) {
                json.writeStartObject();
                json.writeStringField("chain", head.chain());
                json.writeNumberField("seq", head.seq());
                json.writeStringField("hash", head.hash());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (event.told().skipped() > 0) {
            json.writeNumberField("skipped", event.told().skipped());
        }
    }

    /** Empty when this is no such line. It may have been changed: see {@link #intact}. */
    public static Optional<AuditLine> parse(String text) {
        try {
            JsonObject json = new JsonObject(text);
            AuditEvent.Who who = new AuditEvent.Who(
                    text(json, "subject"), text(json, "kind"), text(json, "from"), json.getString("via", ""));
            AuditEvent event = new AuditEvent(
                    Instant.parse(text(json, "time")),
                    who,
                    text(json, "action"),
                    text(json, "resource"),
                    text(json, "requestId"),
                    new AuditEvent.End(json.getInteger("status"), AuditEvent.Outcome.of(text(json, "outcome"))),
                    new AuditEvent.Told(heads(json.getJsonArray("heads")), json.getLong("skipped", 0L)));
            return Optional.of(new AuditLine(
                    text(json, "chain"), json.getLong("seq"), event, text(json, "prev"), text(json, "hash")));
        } catch (RuntimeException noLine) {
            return Optional.empty();
        }
    }

    /** Whether the text of a line has the hash that it tells. */
    public static boolean intact(String text, LineSeal seal) {
        Matcher end = END.matcher(text);
        return end.find()
                && seal.of(text.substring(0, end.start()).getBytes(StandardCharsets.UTF_8))
                        .equals(end.group(1));
    }

    private static List<ChainHead> heads(JsonArray array) {
        List<ChainHead> heads = new ArrayList<>();
        for (Object item : Objects.requireNonNullElse(array, new JsonArray())) {
            JsonObject head = (JsonObject) item;
            heads.add(new ChainHead(text(head, "chain"), head.getLong("seq"), text(head, "hash")));
        }
        return heads;
    }

    private static String text(JsonObject json, String name) {
        return Objects.requireNonNull(json.getString(name), name);
    }
}
