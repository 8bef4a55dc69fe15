/** The store port on a directory: files, fsync, atomic rename, metadata in the same file as the data. */
@NullMarked
package io.sluice.store.local;

import org.jspecify.annotations.NullMarked;
