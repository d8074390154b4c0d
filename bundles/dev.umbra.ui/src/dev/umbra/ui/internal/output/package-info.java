/**
 * All that a tool call says, in a window of its own: {@link dev.umbra.ui.internal.output.OutputReading} reads it from the host in
 * ranges, any thread; {@link dev.umbra.ui.internal.output.OutputDialog} shows it, on the SWT thread.
 */
@NullMarked
package dev.umbra.ui.internal.output;

import org.jspecify.annotations.NullMarked;
