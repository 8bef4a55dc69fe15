/** What lies on the disk: the file of an object, its name, its folders, and how they become durable. Knows no operation of the port. */
@NullMarked
package io.sluice.store.local.files;

import org.jspecify.annotations.NullMarked;
