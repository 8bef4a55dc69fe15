/** Group commit: what many ask to be stored goes into one object, and all are told when it is durable. */
@NullMarked
package io.sluice.store.commit;

import org.jspecify.annotations.NullMarked;
