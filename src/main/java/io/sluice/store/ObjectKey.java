package io.sluice.store;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.nio.charset.StandardCharsets;

/**
 * The key of an object: 1 to 1,024 bytes of UTF-8, any characters but NUL.
 *
 * <p>What every store behind the port can keep: no empty segment (a leading slash or two in a row) and no segment {@code .}
 * or {@code ..}; one slash at the end is allowed. Ordered, as S3 lists, by its UTF-8 bytes.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
    public static final int MAX_BYTES = 1024;

    /** @throws Fault {@link FaultCode#INVALID_KEY} or {@link FaultCode#KEY_TOO_LONG} */
    public ObjectKey {
        if (value.isEmpty() || value.startsWith("/") || value.contains("//") || value.indexOf('\0') >= 0) {
            throw invalid("A key is not empty, has no empty segment and no NUL.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw invalid("A key is valid Unicode.");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw Fault.of(FaultCode.KEY_TOO_LONG, "A key has at most 1,024 bytes of UTF-8.");
        }
        for (String segment : value.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw invalid("No segment of a key is '.' or '..'.");
            }
        }
    }

    private static Fault invalid(String detail) {
        return Fault.of(FaultCode.INVALID_KEY, detail);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return KeyOrder.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
