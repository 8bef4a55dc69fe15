/** Small JSON objects that say how something stands, read and changed by any replica at once. */
@NullMarked
package io.sluice.store.manifest;

import org.jspecify.annotations.NullMarked;
