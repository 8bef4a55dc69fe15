package io.sluice.feature.frames.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cameras that were ever seen, and the numbers they are kept by, from 0 on. Guarded by the index it belongs to. */
final class CameraNumbers {
    static final int UNKNOWN = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The number of a camera, a new one when it has none. */
    int add(String camera) {
        Integer known = numbers.putIfAbsent(camera, names.size());
        if (known != null) {
            return known;
        }
        names.add(camera);
        return names.size() - 1;
    }

    /** The number of a camera, or {@link #UNKNOWN}. */
    int of(String camera) {
        return numbers.getOrDefault(camera, UNKNOWN);
    }

    String name(int number) {
        return names.get(number);
    }

    int size() {
        return names.size();
    }
}
