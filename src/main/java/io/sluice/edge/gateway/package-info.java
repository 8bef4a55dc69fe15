/** What is declared of objects that anybody may read, and of scripts of other pages; and how such objects are called from outside. */
@NullMarked
package io.sluice.edge.gateway;

import org.jspecify.annotations.NullMarked;
