/** What operators ask of Sluice as a whole. */
@NullMarked
package io.sluice.feature.operations;

import org.jspecify.annotations.NullMarked;
