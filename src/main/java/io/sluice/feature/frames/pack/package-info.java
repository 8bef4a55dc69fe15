/**
 * Packs: many frames of many cameras in one object. {@link io.sluice.feature.frames.pack.OpenPack} collects them,
 * {@link io.sluice.feature.frames.pack.SealedPack} is what is stored, {@link io.sluice.feature.frames.pack.PackTail} tells from
 * the end of a stored one where each frame is, and {@link io.sluice.feature.frames.pack.PackCheck} looks whether all of it is whole.
 */
@NullMarked
package io.sluice.feature.frames.pack;

import org.jspecify.annotations.NullMarked;
