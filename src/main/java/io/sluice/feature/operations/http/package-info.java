/** Operations over HTTP: the audit trail, and what there is to be said of the service. */
@NullMarked
package io.sluice.feature.operations.http;

import org.jspecify.annotations.NullMarked;
