/** What is noted of requests: an event for every change and every refusal. Below it, the trail that they become. */
@NullMarked
package io.sluice.edge.audit;

import org.jspecify.annotations.NullMarked;
