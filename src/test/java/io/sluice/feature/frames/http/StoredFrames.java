package io.sluice.feature.frames.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackCheck;
import io.sluice.feature.frames.pack.PackReport;
import io.sluice.feature.frames.pack.PackTail;
import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All frames that lie in the packs of a bucket, found without the help of any index. Every pack is whole.
 *
 * @param images by camera, in no certain order
 */
public record StoredFrames(int packs, Map<String, List<ByteBuffer>> images) {
    private static final String BUCKET = "/api/v1/buckets/frames/objects";

    public static StoredFrames in(Calls http) {
        Map<String, List<ByteBuffer>> images = new HashMap<>();
        int packs = forEachPack(http, pack -> collect(pack, images));
        return new StoredFrames(packs, images);
    }

    /**
     * Reads one pack after another.
     *
     * @return how many there are
     */
    public static int forEachPack(Calls http, Consumer<ByteBuffer> reader) {
        int packs = 0;
        String after = "";
        do {
            JsonObject page = http.call("GET", BUCKET + "?prefix=packs/&limit=100" + after)
                    .has(200)
                    .json();
            for (Object item : page.getJsonArray("items")) {
                reader.accept(read(http, ((JsonObject) item).getString("key")));
                packs++;
            }
            String next = page.getString("next");
            after = next == null ? "" : "&after=" + next;
        } while (!after.isEmpty());
        return packs;
    }

    private static ByteBuffer read(Calls http, String key) {
        ByteBuffer pack =
                ByteBuffer.wrap(http.call("GET", BUCKET + "/" + key).has(200).body());
        PackReport report = PackCheck.check(pack);
        assertThat(report.whole()).as("%s is whole: %s", key, report).isTrue();
        return pack;
    }

    private static void collect(ByteBuffer pack, Map<String, List<ByteBuffer>> images) {
        FrameTable table = ((PackTail.Known) PackTail.read(pack, pack.remaining())).table();
        for (String camera : table.cameras()) {
            CameraFrames frames = table.of(camera);
            for (int i = 0; i < frames.size(); i++) {
                var place = frames.frame(i).place();
                images.computeIfAbsent(camera, _ -> new ArrayList<>())
                        .add(pack.slice((int) place.offset(), (int) place.length()));
            }
        }
    }

    public List<ByteBuffer> of(String camera) {
        return images.getOrDefault(camera, List.of());
    }
}
