package io.sluice.feature.frames.pack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names and the numbers they are kept by, from 0 in the order they came. Not thread-safe while names are added. */
final class Names {
    static final int MOST = 1 << Short.SIZE;

    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private long encodedLength;

    /** Whether {@code name} is known, or there is a number left for it. */
    boolean takes(String name) {
        return names.size() < MOST || codes.containsKey(name);
    }

    /** The number of {@code name}, a new one when it has none. */
    int add(String name) {
        Integer known = codes.get(name);
        if (known != null) {
            return known;
        }
        codes.put(name, names.size());
        names.add(name);
        encodedLength += Integer.BYTES + name.getBytes(StandardCharsets.UTF_8).length;
        return names.size() - 1;
    }

    /** The number of {@code name}; -1 when it has none. */
    int code(String name) {
        return codes.getOrDefault(name, -1);
    }

    String name(int code) {
        return names.get(code);
    }

    int size() {
        return names.size();
    }

    /** All names, each with the longest form of its length, in bytes. */
    long encodedLength() {
        return encodedLength;
    }

    List<String> all() {
        return List.copyOf(names);
    }

    Names copy() {
        Names copy = new Names();
        names.forEach(copy::add);
        return copy;
    }
}
