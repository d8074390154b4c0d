/** A part of the host alone, so that it can be measured. Start at {@link dev.umbra.host.OneFolder}. */
@NullMarked
package dev.umbra.host;

import org.jspecify.annotations.NullMarked;
