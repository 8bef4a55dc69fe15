package io.sluice.edge.objects;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.ExtValue;
import io.sluice.edge.http.Headers;
import io.sluice.edge.http.PercentDecoder;
import io.sluice.store.Attributes;
import io.sluice.store.ContentHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is kept with an object, as headers: {@code Content-*}, {@code X-Meta-*}, {@code X-Tags}. */
final class AttributeHeaders {
    static final String META = "x-meta-";
    static final String TAGS = "X-Tags";

    private AttributeHeaders() {}

    /** @param sha256 of the body as its sender declared it */
    static Attributes parse(MultiMap headers, @Nullable String sha256) {
        ContentHeaders content = new ContentHeaders(
                value(headers, HttpHeaders.CONTENT_TYPE),
                value(headers, HttpHeaders.CONTENT_ENCODING),
                value(headers, "Content-Language"),
                value(headers, "Content-Disposition"),
                value(headers, HttpHeaders.CACHE_CONTROL));
        return new Attributes(content, metadata(headers), tags(headers.get(TAGS)), sha256);
    }

    private static @Nullable String value(MultiMap headers, CharSequence name) {
        String value = headers.get(name);
        if (value != null && !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw Headers.malformed(name.toString());
        }
        return value;
    }

    private static Map<String, String> metadata(MultiMap headers) {
        Map<String, String> metadata = new HashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(META)) {
                String value = ExtValue.decode(header.getValue(), header.getKey());
                metadata.merge(name.substring(META.length()), value, (first, more) -> first + ", " + more);
            }
        }
        return metadata;
    }

    private static Map<String, String> tags(@Nullable String header) {
        Map<String, String> tags = new HashMap<>();
        if (header == null || header.isBlank()) {
            return tags;
        }
        for (String pair : header.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            try {
                String name = PercentDecoder.decode(parts[0].replace('+', ' '));
                String value = parts.length == 1 ? "" : PercentDecoder.decode(parts[1].replace('+', ' '));
                if (tags.put(name, value) != null) {
                    throw Fault.of(FaultCode.INVALID_TAGS, "The tag '" + name + "' is given twice.");
                }
            } catch (IllegalArgumentException wrong) {
                throw Headers.malformed(TAGS);
            }
        }
        return tags;
    }

    static void write(Map<String, String> metadata, MultiMap headers) {
        new TreeMap<>(metadata).forEach((name, value) -> headers.set("X-Meta-" + name, ExtValue.encode(value)));
    }

    static String format(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> ExtValue.percent(tag.getKey()) + "=" + ExtValue.percent(tag.getValue()))
                        .collect(Collectors.joining("&"));
    }
}
