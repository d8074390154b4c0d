package dev.umbra.ui.internal.transcript;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Enclosure;

/**
 * The images of the rows that are seen, or were a moment ago: a bounded number, disposed with the control. On the SWT thread.
 */
final class Pictures {
	/** Images that are here at once. */
	private static final int MOST = 12;
	/** Of an image in the transcript, in points: the whole is seen when it is opened. */
	private static final int WIDEST = 480;
	private static final int HIGHEST = 320;

	private final Control control;
	private final Transcript.Surroundings surroundings;
	private final Runnable came;
	private final Set<String> asked = new HashSet<>();
	private final Map<String, Image> images = new LinkedHashMap<>(16, 0.75f, true);

	/** @param came an image is here that was not before: rows are higher now */
	Pictures(Control control, Transcript.Surroundings surroundings, Runnable came) {
		this.control = control;
		this.surroundings = surroundings;
		this.came = came;
		control.addDisposeListener(event -> images.values().forEach(Image::dispose));
	}

	/** In points, no wider than {@code width}; null while the image is not here. */
	@Nullable Point size(Enclosure enclosure, int width) {
		Image image = enclosure.blob() == null ? null : images.get(enclosure.blob());
		if (image == null) {
			return null;
		}
		Rectangle bounds = image.getBounds();
		double scale = Math.min(1, Math.min((double) Math.min(width, WIDEST) / bounds.width, (double) HIGHEST / bounds.height));
		return new Point(Math.max(1, (int) (bounds.width * scale)), Math.max(1, (int) (bounds.height * scale)));
	}

	/** The image of a row that is seen; asked for if it is not here. */
	@Nullable Image image(Enclosure enclosure) {
		String blob = enclosure.blob();
		if (blob == null) {
			return null;
		}
		Image image = images.get(blob);
		if (image == null && asked.add(blob)) {
			int pixels = WIDEST * Math.max(100, control.getMonitor().getZoom()) / 100;
			surroundings.picture(enclosure, pixels, data -> take(blob, data));
		}
		return image;
	}

	private void take(String blob, ImageData data) {
		if (control.isDisposed() || images.containsKey(blob)) {
			return;
		}
		images.put(blob, new Image(control.getDisplay(), data));
		while (images.size() > MOST) {
			var eldest = images.entrySet().iterator().next();
			images.remove(eldest.getKey());
			asked.remove(eldest.getKey());
			eldest.getValue().dispose();
		}
		came.run();
	}
}
