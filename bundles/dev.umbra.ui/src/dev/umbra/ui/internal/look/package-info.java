/**
 * How Umbra looks: colours for light and dark, icons, distances, fonts. On the SWT thread. Start at
 * {@link dev.umbra.ui.internal.look.Palette}.
 */
@NullMarked
package dev.umbra.ui.internal.look;

import org.jspecify.annotations.NullMarked;
