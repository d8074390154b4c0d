/**
 * The gallery, for the product to open: a package of its own, since it stands on top of all others here. On the SWT thread.
 */
@NullMarked
package dev.umbra.ui.gallery;

import org.jspecify.annotations.NullMarked;
