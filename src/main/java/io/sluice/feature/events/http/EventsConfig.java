package io.sluice.feature.events.http;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Bucket notifications of the store's server. */
@ConfigMapping(prefix = "sluice.events")
public interface EventsConfig {
    /**
     * What a notification has to carry as {@code Authorization: Bearer <token>}; MinIO calls it the {@code auth_token} of its
     * webhook. Without it no notification is taken.
     */
    Optional<String> token();
}
