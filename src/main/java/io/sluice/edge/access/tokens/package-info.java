/** Tokens of an identity provider: JWTs that are signed by it (RFC 7519, OpenID Connect). */
@NullMarked
package io.sluice.edge.access.tokens;

import org.jspecify.annotations.NullMarked;
