/** The means by which the architecture test states its rules. */
@NullMarked
package io.sluice.architecture;

import org.jspecify.annotations.NullMarked;
