package io.sluice.feature.frames.settings;

import io.sluice.store.manifest.Manifest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of all cameras that have any, as they stood at one time.
 *
 * @param cameras by name
 */
public record KnownCameras(SortedMap<String, Manifest<CameraSettings>> cameras) {
    public KnownCameras {
        cameras = Collections.unmodifiableSortedMap(new TreeMap<>(cameras));
    }

    /** Of a camera of which nothing is said, too. */
    public CameraSettings of(String camera) {
        Manifest<CameraSettings> there = cameras.get(camera);
        return there == null ? CameraSettings.NONE : there.value();
    }
}
