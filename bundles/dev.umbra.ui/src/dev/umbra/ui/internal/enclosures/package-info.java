/**
 * What goes with prompts and comes with answers, besides text: read from the host in ranges, looked at or kept as a file.
 * Reading, decoding and writing happen apart from the SWT thread. Start at
 * {@link dev.umbra.ui.internal.enclosures.EnclosureOpener}.
 */
@NullMarked
package dev.umbra.ui.internal.enclosures;

import org.jspecify.annotations.NullMarked;
