/** Whole objects through the store port in bounded memory: uploads in parts, downloads in ranges. */
@NullMarked
package io.sluice.store.transfer;

import org.jspecify.annotations.NullMarked;
