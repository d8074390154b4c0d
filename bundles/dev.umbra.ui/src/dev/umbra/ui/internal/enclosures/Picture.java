package dev.umbra.ui.internal.enclosures;

import java.io.ByteArrayInputStream;
import java.util.Optional;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.jspecify.annotations.Nullable;

/**
 * An image as it came, made small enough to be shown. Any thread: nothing here touches a display.
 *
 * @param pixels null if it cannot be read
 * @param words why not, or its size in words
 */
record Picture(@Nullable ImageData pixels, String words) {
	/** Of a side: what no screen shows at once. */
	static final int LARGEST = 3_000;

	/** No wider than this, in pixels; nothing for what cannot be shown, or says that it is large, or does not say how large it is. */
	static Optional<ImageData> small(byte[] bytes, int width) {
		if (!ImageSize.isModest(bytes)) {
			return Optional.empty();
		}
		try {
			ImageData[] frames = new ImageLoader().load(new ByteArrayInputStream(bytes));
			return frames.length == 0 ? Optional.empty() : Optional.of(Shrinking.to(frames[0], width));
		} catch (SWTException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
			// damaged or of no kind that is known here: its words stay
			return Optional.empty();
		}
	}

	static Picture of(byte[] bytes) {
		if (ImageSize.isHuge(bytes)) {
			return new Picture(null, Messages.image_huge);
		}
		try {
			ImageData[] frames = new ImageLoader().load(new ByteArrayInputStream(bytes));
			if (frames.length == 0) {
				return new Picture(null, Messages.image_unread);
			}
			ImageData whole = frames[0];
			String size = NLS.bind(Messages.image_size, whole.width, whole.height);
			double scale = Math.min(1.0, (double) LARGEST / Math.max(whole.width, whole.height));
			ImageData shown = scale == 1.0 ? whole
					: whole.scaledTo(Math.max(1, (int) (whole.width * scale)), Math.max(1, (int) (whole.height * scale)));
			return new Picture(shown, size);
		} catch (SWTException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
			boolean unsupported = e instanceof SWTException swt && swt.code == SWT.ERROR_UNSUPPORTED_FORMAT;
			return new Picture(null, unsupported ? Messages.image_format : Messages.image_unread);
		}
	}
}
