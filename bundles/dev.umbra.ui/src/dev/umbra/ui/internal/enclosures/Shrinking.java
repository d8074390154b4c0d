package dev.umbra.ui.internal.enclosures;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.RGB;

/** Makes an image smaller: each pixel is the mean of those it stands for. Any thread: nothing here touches a display. */
final class Shrinking {
	private static final PaletteData COLOURS = new PaletteData(0xff0000, 0xff00, 0xff);

	private final ImageData from;
	private final int width;
	private final int height;
	/** Of a row that is being made: red, green, blue weighted by alpha, alpha, count. */
	private final long[][] sums;

	private Shrinking(ImageData from, int width, int height) {
		this.from = from;
		this.width = width;
		this.height = height;
		sums = new long[5][width];
	}

	/** @param most of the width, in pixels; an image that is no wider is what it was. */
	static ImageData to(ImageData from, int most) {
		if (from.width <= most) {
			return from;
		}
		return new Shrinking(from, most, Math.max(1, (int) ((long) from.height * most / from.width))).made();
	}

	private ImageData made() {
		ImageData made = new ImageData(width, height, 24, COLOURS);
		int[] pixels = new int[from.width];
		byte[] alphas = new byte[from.width];
		int row = 0;
		for (int y = 0; y < from.height; y++) {
			from.getPixels(0, y, from.width, pixels, 0);
			boolean seen = alphas(pixels, alphas, y);
			for (int x = 0; x < from.width; x++) {
				add((int) ((long) x * width / from.width), pixels[x], seen ? alphas[x] & 0xff : 255);
			}
			if (y + 1 == from.height || (long) (y + 1) * height / from.height > row) {
				write(made, row);
				row++;
			}
		}
		return made;
	}

	/** @return whether anything can be seen through */
	private boolean alphas(int[] pixels, byte[] alphas, int y) {
		if (from.alphaData != null) {
			from.getAlphas(0, y, from.width, alphas, 0);
			return true;
		}
		if (from.transparentPixel >= 0) {
			for (int x = 0; x < pixels.length; x++) {
				alphas[x] = (byte) (pixels[x] == from.transparentPixel ? 0 : 255);
			}
			return true;
		}
		return false;
	}

	private void add(int x, int pixel, int alpha) {
		PaletteData palette = from.palette;
		int red;
		int green;
		int blue;
		if (palette.isDirect) {
			red = part(pixel & palette.redMask, palette.redShift);
			green = part(pixel & palette.greenMask, palette.greenShift);
			blue = part(pixel & palette.blueMask, palette.blueShift);
		} else {
			RGB rgb = palette.colors[Math.min(pixel, palette.colors.length - 1)];
			red = rgb.red;
			green = rgb.green;
			blue = rgb.blue;
		}
		sums[0][x] += (long) red * alpha;
		sums[1][x] += (long) green * alpha;
		sums[2][x] += (long) blue * alpha;
		sums[3][x] += alpha;
		sums[4][x]++;
	}

	private static int part(int masked, int shift) {
		return (shift < 0 ? masked >>> -shift : masked << shift) & 0xff;
	}

	private void write(ImageData made, int row) {
		boolean clear = from.alphaData != null || from.transparentPixel >= 0;
		for (int x = 0; x < width; x++) {
			long alpha = Math.max(1, sums[3][x]);
			made.setPixel(x, row, (int) (sums[0][x] / alpha) << 16 | (int) (sums[1][x] / alpha) << 8 | (int) (sums[2][x] / alpha));
			if (clear) {
				made.setAlpha(x, row, (int) (sums[3][x] / Math.max(1, sums[4][x])));
			}
			for (long[] sum : sums) {
				sum[x] = 0;
			}
		}
	}
}
