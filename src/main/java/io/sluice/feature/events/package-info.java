/** What the store's server tells of objects: whoever has to know it hears of it. */
@NullMarked
package io.sluice.feature.events;

import org.jspecify.annotations.NullMarked;
