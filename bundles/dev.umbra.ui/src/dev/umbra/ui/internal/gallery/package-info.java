/**
 * A window that shows every kind of entry of a transcript in every state, to be looked at: in light and dark, at any size. It
 * needs no host, no agent and no data folder. {@link dev.umbra.ui.internal.gallery.Chapters} says what is in it, pure;
 * {@link dev.umbra.ui.internal.gallery.GalleryView} shows it, on the SWT thread.
 */
@NullMarked
package dev.umbra.ui.internal.gallery;

import org.jspecify.annotations.NullMarked;
