package io.sluice.store;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is written with an object beside its bytes.
 *
 * @param headers representation headers
 * @param metadata user metadata: names of letters, digits, {@code -}, {@code _} and {@code .}, lower-cased here; values of any
 *     Unicode; together at most 2 KiB
 * @param tags at most 9 (S3 allows 10, one is kept for the checksum)
 * @param sha256 the SHA-256 of the bytes in base64, when the writer has declared one; the writer verifies it
 * @param owner whose the object is; null when nobody said who they are
 */
public record Attributes(
        ContentHeaders headers,
        Map<String, String> metadata,
        Map<String, String> tags,
        @Nullable String sha256,
        @Nullable String owner) {
    public static final Attributes NONE = new Attributes(ContentHeaders.NONE, Map.of(), Map.of(), null);
    public static final int MAX_METADATA_BYTES = 2048;
    public static final int MAX_TAGS = 9;

    /** Names that begin so are Sluice's own and are refused. */
    public static final String RESERVED_PREFIX = "sluice-";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    /** @throws Fault {@link FaultCode#METADATA_TOO_LARGE}, {@link FaultCode#INVALID_HEADER} or {@link FaultCode#INVALID_TAGS} */
    public Attributes {
        metadata = checkedMetadata(metadata);
        tags = checkedTags(tags);
    }

    /** Of an object that is nobody's. */
    public Attributes(
            ContentHeaders headers, Map<String, String> metadata, Map<String, String> tags, @Nullable String sha256) {
        this(headers, metadata, tags, sha256, null);
    }

    public static Attributes ofType(String contentType) {
        return new Attributes(ContentHeaders.ofType(contentType), Map.of(), Map.of(), null);
    }

    /** The same of an object of {@code other}. */
    public Attributes ownedBy(@Nullable String other) {
        return new Attributes(headers, metadata, tags, sha256, other);
    }

    /** @throws Fault {@link FaultCode#INVALID_TAGS} */
    public Attributes withTags(Map<String, String> other) {
        return new Attributes(headers, metadata, other, sha256, owner);
    }

    private static Map<String, String> checkedMetadata(Map<String, String> metadata) {
        Map<String, String> lower = new TreeMap<>();
        int bytes = 0;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            String name = entry.getKey().toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches() || name.startsWith(RESERVED_PREFIX)) {
                throw Fault.of(FaultCode.INVALID_HEADER, "The metadata name '" + name + "' cannot be used.");
            }
            bytes += name.length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
            lower.put(name, entry.getValue());
        }
        if (bytes > MAX_METADATA_BYTES) {
            throw Fault.of(FaultCode.METADATA_TOO_LARGE, "Names and values have " + bytes + " bytes.");
        }
        return Map.copyOf(lower);
    }

    private static Map<String, String> checkedTags(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw Fault.of(FaultCode.INVALID_TAGS, "An object has at most " + MAX_TAGS + " tags.");
        }
        tags.forEach((name, value) -> {
            boolean named =
                    !name.isEmpty() && name.length() <= 128 && TAG.matcher(name).matches();
            boolean valued = value.length() <= 256 && TAG.matcher(value).matches();
            if (!named || !valued || name.startsWith(RESERVED_PREFIX)) {
                throw Fault.of(FaultCode.INVALID_TAGS, "The tag '" + name + "' breaks S3's rules for tags.");
            }
        });
        return Map.copyOf(tags);
    }
}
