package io.sluice.store.objects;

import io.sluice.store.ObjectInfo;
import java.util.Map;

/** All that is known of an object beside its bytes. */
public record ObjectView(ObjectInfo info, Map<String, String> tags) {
    public ObjectView {
        tags = Map.copyOf(tags);
    }
}
