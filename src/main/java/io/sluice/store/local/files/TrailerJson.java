package io.sluice.store.local.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.base.bytes.Crc32c;
import io.sluice.store.Attributes;
import io.sluice.store.ContentHeaders;
import io.sluice.store.ETag;
import io.sluice.store.ObjectKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link Trailer} as JSON, field by field: nothing is bound by reflection. */
final class TrailerJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TrailerJson() {}

    static byte[] write(Trailer trailer) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("key", trailer.key().value());
        root.put("size", trailer.size());
        root.put("etag", trailer.etag().value());
        root.put("modified", trailer.modified().toEpochMilli());
        root.put("crc32c", trailer.crc32c().base64());
        Attributes attributes = trailer.attributes();
        putText(root, "sha256", attributes.sha256());
        putText(root, "owner", attributes.owner());
        writeHeaders(root.putObject("headers"), attributes.headers());
        attributes.metadata().forEach(root.putObject("metadata")::put);
        attributes.tags().forEach(root.putObject("tags")::put);
        return JSON.writeValueAsBytes(root);
    }

    /** @throws IOException or an unchecked exception when these bytes are no trailer */
    static Trailer read(byte[] bytes) throws IOException {
        JsonNode root = JSON.readTree(bytes);
        Attributes attributes = new Attributes(
                readHeaders(root.required("headers")),
                readMap(root.required("metadata")),
                readMap(root.required("tags")),
                text(root, "sha256"),
                text(root, "owner"));
        return new Trailer(
                new ObjectKey(root.required("key").asText()),
                root.required("size").asLong(),
                new ETag(root.required("etag").asText()),
                Instant.ofEpochMilli(root.required("modified").asLong()),
                attributes,
                Crc32c.parse(root.required("crc32c").asText()));
    }

    private static void writeHeaders(ObjectNode node, ContentHeaders headers) {
        putText(node, "type", headers.contentType());
        putText(node, "encoding", headers.contentEncoding());
        putText(node, "language", headers.contentLanguage());
        putText(node, "disposition", headers.contentDisposition());
        putText(node, "cache", headers.cacheControl());
    }

    private static ContentHeaders readHeaders(JsonNode node) {
        return new ContentHeaders(
                text(node, "type"),
                text(node, "encoding"),
                text(node, "language"),
                text(node, "disposition"),
                text(node, "cache"));
    }

    private static Map<String, String> readMap(JsonNode node) {
        Map<String, String> map = new TreeMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static void putText(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asText();
    }
}
