/**
 * Personas and teams as files: taken in, after a look at what would change, and written. What a dialog decides without widgets is in
 * {@link dev.umbra.ui.internal.exchange.PickedFiles} and {@link dev.umbra.ui.internal.exchange.WrittenFiles}, which touch the disk on a
 * thread of their own; the dialogs belong to the SWT thread.
 */
@NullMarked
package dev.umbra.ui.internal.exchange;

import org.jspecify.annotations.NullMarked;
