package io.sluice.feature.frames.http;

import io.sluice.edge.http.QueryText;
import io.sluice.feature.frames.settings.CameraSettings;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The cameras that {@code tag=name=value} and {@code tag=name} ask for.
 *
 * @param wanted a camera has all of them
 */
record CameraTags(List<Tag> wanted) {
    private static final int MOST = 10;

    /** @param value any when it is empty and nothing parted it from the name */
    private record Tag(String name, String value, boolean any) {
        static Tag of(String text) {
            int end = text.indexOf('=');
            if (text.isEmpty() || end == 0) {
                throw QueryText.invalid("tag", "is the name of a tag, or its name, '=' and its value");
            }
            return end < 0 ? new Tag(text, "", true) : new Tag(text.substring(0, end), text.substring(end + 1), false);
        }

        boolean fits(CameraSettings settings) {
            String there = settings.tags().get(name);
            return there != null && (any || there.equals(value));
        }
    }

    static CameraTags of(RoutingContext ctx) {
        List<String> texts =
                ctx.request().query() == null ? List.of() : ctx.queryParams().getAll("tag");
        if (texts.size() > MOST) {
            throw QueryText.invalid("tag", "is there at most " + MOST + " times");
        }
        return new CameraTags(texts.stream().map(Tag::of).toList());
    }

    boolean fit(CameraSettings settings) {
        return wanted.stream().allMatch(tag -> tag.fits(settings));
    }
}
