/** Objects: put, get, head, delete and list, in the terms of the API. */
@NullMarked
package io.sluice.feature.objects;

import org.jspecify.annotations.NullMarked;
