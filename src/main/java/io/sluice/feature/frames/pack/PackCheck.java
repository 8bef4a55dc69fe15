package io.sluice.feature.frames.pack;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.mcap.Damage;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.mcap.McapScan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pack that is whole in memory, and looks whether it is what was written: the checksums of its chunks, of its table and
 * of every image, and whether its messages and its table speak of the same frames. One check, confined to one thread.
 */
public final class PackCheck {
    private final ByteBuffer pack;
    private final List<String> damages = new ArrayList<>();
    private final List<PackedFrame> badFrames = new ArrayList<>();

    private PackCheck(ByteBuffer pack) {
        this.pack = pack;
    }

    /** @param pack all of it; its position is left as it was */
    public static PackReport check(ByteBuffer pack) {
        PackCheck check = new PackCheck(pack.slice());
        FrameTable table = check.table();
        Map<ByteRange.Resolved, ImageHead> told = new HashMap<>();
        if (table != null) {
            for (int order = 0; order < table.size(); order++) {
                check.image(table.frame(order));
                told.put(table.frame(order).place(), table.frame(order).head());
            }
        }
        check.messages(told);
        return new PackReport(check.damages, check.badFrames);
    }

    private @Nullable FrameTable table() {
        try {
            return switch (PackTail.read(pack, pack.remaining())) {
                case PackTail.Known(FrameTable table) -> table;
                case PackTail.More more -> throw Damage.of("it ends too early");
            };
        } catch (Fault damage) {
            damages.add(damage.detail());
            return null;
        }
    }

    private void image(PackedFrame frame) {
        ByteBuffer image =
                pack.slice((int) frame.place().offset(), (int) frame.place().length());
        if (!Crc32c.of(image).equals(frame.crc32c())) {
            badFrames.add(frame);
        }
    }

    /** Whether each message is told by the table; messages of damaged chunks are not asked. */
    private void messages(Map<ByteRange.Resolved, ImageHead> told) {
        boolean damagedBefore = !damages.isEmpty();
        int before = damages.size();
        McapScan.scan(pack, new McapScan.Listener() {
            @Override
            public void image(ImageHead head, ByteRange.Resolved place) {
                if (!head.equals(told.remove(place)) && !damagedBefore) {
                    damages.add(Damage.of("its frame table does not tell of the message at " + place.offset())
                            .detail());
                }
            }

            @Override
            public void damaged(String what) {
                damages.add(what);
            }
        });
        if (damages.size() == before && !told.isEmpty()) {
            damages.add(Damage.of("its frame table tells of frames that are not there")
                    .detail());
        }
    }
}
