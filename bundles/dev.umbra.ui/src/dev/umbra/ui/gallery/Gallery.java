package dev.umbra.ui.gallery;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

import dev.umbra.ui.internal.gallery.GalleryView;

/** Every kind of entry of a transcript in every state, to be looked at; without a host, an agent or a data folder. */
public final class Gallery {
	private Gallery() {
	}

	/**
	 * On the SWT thread.
	 *
	 * @param dark else light
	 * @param chapter the beginning of the title of the chapter to start with; empty: everything
	 */
	public static Control open(Composite parent, boolean dark, String chapter) {
		return new GalleryView(parent, dark, chapter).control();
	}
}
