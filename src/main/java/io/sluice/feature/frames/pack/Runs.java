package io.sluice.feature.frames.pack;

import io.sluice.feature.frames.mcap.Damage;
import io.sluice.feature.frames.mcap.FieldReader;
import io.sluice.feature.frames.mcap.FieldWriter;

/** A column of which most values are like the one before: how often, and what, again and again. */
final class Runs {
    private Runs() {}

    static final class Writer {
        private final FieldWriter out;
        private long value;
        private long times;

        Writer(FieldWriter out) {
            this.out = out;
        }

        void add(long next) {
            if (times > 0 && next != value) {
                end();
            }
            value = next;
            times++;
        }

        void end() {
            out.varint(times).zigzag(value);
            times = 0;
        }
    }

    static final class Reader {
        private final FieldReader in;
        private long value;
        private long left;

        Reader(FieldReader in) {
            this.in = in;
        }

        long next() {
            if (left == 0) {
                left = in.varint();
                value = in.zigzag();
            }
            if (left <= 0) {
                throw Damage.of("a run of nothing in its frame table");
            }
            left--;
            return value;
        }

        boolean ended() {
            return left == 0 && in.remaining() == 0;
        }
    }
}
