/**
 * The status in the trim: how the host is, how many sessions work, how many things wait. Words are made in
 * {@link dev.umbra.ui.internal.status.StatusWords}, without widgets; {@link dev.umbra.ui.internal.status.StatusControl} shows
 * them, on the SWT thread.
 */
@NullMarked
package dev.umbra.ui.internal.status;

import org.jspecify.annotations.NullMarked;
