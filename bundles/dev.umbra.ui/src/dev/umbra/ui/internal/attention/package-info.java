/**
 * The Attention part: everything that waits for the person, over all sessions, answered in place. Words and order are worked
 * out in {@link dev.umbra.ui.internal.attention.WaitingRow}, without widgets; the view is on the SWT thread.
 */
@NullMarked
package dev.umbra.ui.internal.attention;

import org.jspecify.annotations.NullMarked;
