package io.sluice.feature.frames.redis;

import io.sluice.base.bytes.Sha256;
import io.sluice.feature.frames.index.FactsForm;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.pack.PackKey;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * How facts lie in Redis: a hash for each minute of arrival. A field for each pack, {@code node-id}, has a reference to the names
 * of its cameras and then all else; a field for each set of names, {@code =reference}, has those. So they are gone together.
 *
 * @param prefix what all keys begin with
 * @param kept how long after the last change
 */
record KeptFacts(String prefix, Duration kept) {
    /** Of a reference, in bytes: no two of the sets that ever meet have the same. */
    static final int REFERENCE = 12;

    private static final String NAMES = "=";
    private static final long SECONDS = 60;

    /** The commands that keep a pack. */
    List<Request> keep(PackFacts pack) {
        FactsForm form = FactsForm.of(pack);
        byte[] names = bytes(form.names());
        byte[] reference = reference(names);
        byte[] rest = bytes(form.rest());
        byte[] value = Arrays.copyOf(reference, REFERENCE + rest.length);
        System.arraycopy(rest, 0, value, REFERENCE, rest.length);
        Request set = Request.cmd(Command.HSET)
                .arg(key(pack.key()))
                .arg(nameField(reference))
                .arg(names)
                .arg(field(pack.key()))
                .arg(value);
        return List.of(set, Request.cmd(Command.EXPIRE).arg(key(pack.key())).arg(Math.max(1, kept.toSeconds())));
    }

    Request drop(PackKey pack) {
        return Request.cmd(Command.HDEL).arg(key(pack)).arg(field(pack));
    }

    Request askFor(List<PackKey> ofOneMinute) {
        Request ask = Request.cmd(Command.HMGET).arg(key(ofOneMinute.getFirst()));
        ofOneMinute.forEach(pack -> ask.arg(field(pack)));
        return ask;
    }

    Request askForNames(PackKey ofTheMinute, byte[] reference) {
        return Request.cmd(Command.HGET).arg(key(ofTheMinute)).arg(nameField(reference));
    }

    String key(PackKey pack) {
        return prefix + "frames:" + pack.minute().getEpochSecond() / SECONDS;
    }

    private static String field(PackKey pack) {
        return pack.node() + "-" + pack.id();
    }

    private static String nameField(byte[] reference) {
        return NAMES + HexFormat.of().formatHex(reference);
    }

    private static byte[] reference(byte[] names) {
        return Arrays.copyOf(Sha256.of(names), REFERENCE);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
