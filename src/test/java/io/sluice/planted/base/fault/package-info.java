/** Part of a small system that breaks the rules of the architecture, so that a test can see them found. */
@NullMarked
package io.sluice.planted.base.fault;

import org.jspecify.annotations.NullMarked;
