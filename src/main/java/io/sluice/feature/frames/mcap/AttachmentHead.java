package io.sluice.feature.frames.mcap;

import java.nio.charset.StandardCharsets;

/** What an attachment is, without its bytes. */
public record AttachmentHead(String name, String mediaType) {
    int length() {
        return name.getBytes(StandardCharsets.UTF_8).length + mediaType.getBytes(StandardCharsets.UTF_8).length;
    }
}
