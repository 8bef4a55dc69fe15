/** API keys as admins look after them: made, listed, rotated, revoked. */
@NullMarked
package io.sluice.feature.keys;

import org.jspecify.annotations.NullMarked;
