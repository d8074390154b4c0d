package dev.umbra.ui.internal.look;

import java.net.URL;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;

/** Images of the icons, shared by all parts of a display and disposed with it: nobody else disposes one. */
public final class Icons {
	private Icons() {
	}

	/** Sharp at every zoom. On the SWT thread. */
	public static Image image(Icon icon) {
		return JFaceResources.getResources().get(descriptor(icon));
	}

	/** Three times as large, for parts that have nothing else to show. On the SWT thread. */
	public static Image large(Icon icon) {
		return JFaceResources.getResources().get(new Enlarged(descriptor(icon)));
	}

	public static ImageDescriptor descriptor(Icon icon) {
		URL url = Icons.class.getResource("/" + icon.path());
		if (url == null) {
			throw new IllegalStateException("the bundle has no " + icon.path());
		}
		return ImageDescriptor.createFromURL(url);
	}

	private static final class Enlarged extends ImageDescriptor {
		private static final int TIMES = 3;
		private final ImageDescriptor drawn;

		Enlarged(ImageDescriptor drawn) {
			this.drawn = drawn;
		}

		/** Drawn anew at that size: the source has no pixels. */
		@Override
		public ImageData getImageData(int zoom) {
			return drawn.getImageData(zoom * TIMES);
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Enlarged enlarged && enlarged.drawn.equals(drawn);
		}

		@Override
		public int hashCode() {
			return drawn.hashCode() * TIMES;
		}
	}
}
