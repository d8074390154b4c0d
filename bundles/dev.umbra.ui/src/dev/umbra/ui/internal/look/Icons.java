package dev.umbra.ui.internal.look;

import java.net.URL;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Image;

/** Images of the icons, shared by all parts of a display and disposed with it: nobody else disposes one. */
public final class Icons {
	private Icons() {
	}

	/** Sharp at every zoom. On the SWT thread. */
	public static Image image(Icon icon) {
		return JFaceResources.getResources().get(descriptor(icon));
	}

	public static ImageDescriptor descriptor(Icon icon) {
		URL url = Icons.class.getResource("/" + icon.path());
		if (url == null) {
			throw new IllegalStateException("the bundle has no " + icon.path());
		}
		return ImageDescriptor.createFromURL(url);
	}
}
