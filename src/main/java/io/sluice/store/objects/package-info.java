/** Single objects, whole: read, put, described and deleted, for whom they are there to be seen. */
@NullMarked
package io.sluice.store.objects;

import org.jspecify.annotations.NullMarked;
