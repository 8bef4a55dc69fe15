/**
 * What is asked to be erased: {@link io.sluice.feature.frames.erasures.ErasureDirectory} keeps it in the bucket, and whoever reads frames or
 * writes packs anew asks it.
 */
@NullMarked
package io.sluice.feature.frames.erasures;

import org.jspecify.annotations.NullMarked;
