/** The stable names under which Sluice publishes its metrics. */
@NullMarked
package io.sluice.base.telemetry;

import org.jspecify.annotations.NullMarked;
