package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.Map;

/** The tags this store takes: those that MinIO takes, so that what works here works there. */
final class LocalTags {
    private LocalTags() {}

    /** @throws Fault {@link FaultCode#INVALID_TAGS} when a name or value is not ASCII */
    static void require(Map<String, String> tags) {
        tags.forEach((name, value) -> {
            if (!ascii(name) || !ascii(value)) {
                throw Fault.of(FaultCode.INVALID_TAGS, "The tag '" + name + "' is not ASCII, which stores refuse.");
            }
        });
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }
}
