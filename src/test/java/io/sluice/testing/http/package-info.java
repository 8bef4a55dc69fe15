/** Clients for tests: an ordinary one, and a bare connection for what ordinary clients refuse to send. */
@NullMarked
package io.sluice.testing.http;

import org.jspecify.annotations.NullMarked;
