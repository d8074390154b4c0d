package dev.umbra.ui.internal.gallery;

import java.util.Optional;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;

import dev.umbra.core.session.Enclosure;

/** Pictures that are drawn here, since nothing is read from anywhere. Any thread. */
final class Pictures {
	private static final PaletteData COLOURS = new PaletteData(0xff0000, 0xff00, 0xff);

	private Pictures() {
	}

	/** @param width at most, in pixels. @return nothing for one that is to look like one that cannot be read */
	static Optional<ImageData> of(Enclosure enclosure, int width) {
		return switch (enclosure.blob()) {
		case Said.WIDE -> Optional.of(drawn(1_600, 500, width));
		case Said.TALL -> Optional.of(drawn(300, 900, width));
		case Said.SMALL -> Optional.of(drawn(32, 32, width));
		case null, default -> Optional.empty();
		};
	}

	private static ImageData drawn(int wide, int high, int most) {
		int width = Math.min(wide, most);
		int height = high * width / wide;
		ImageData pixels = new ImageData(width, Math.max(1, height), 24, COLOURS);
		for (int y = 0; y < pixels.height; y++) {
			for (int x = 0; x < width; x++) {
				boolean grid = x * wide / width % 100 == 0 || y * wide / width % 100 == 0;
				pixels.setPixel(x, y, grid ? 0xffffff : (x * 255 / width) << 16 | (y * 255 / pixels.height) << 8 | 0x60);
			}
		}
		return pixels;
	}
}
