package dev.umbra.ui.internal.look;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.RGB;

/** Status dots: the same size and edge everywhere. On the SWT thread. */
public final class Dots {
	/** Width and height of a painted dot, in points. */
	public static final int SIZE = 8;
	/** As large as an icon: a tool bar scales images of another size to that of its first one. */
	private static final int IMAGE_SIZE = 16;

	private Dots() {
	}

	/** Paints one, centred at the point. @param filled false for what is quiet: a ring */
	public static void paint(GC gc, int x, int y, Color color, boolean filled) {
		gc.setAntialias(SWT.ON);
		if (filled) {
			gc.setBackground(color);
			gc.fillOval(x - SIZE / 2, y - SIZE / 2, SIZE, SIZE);
		} else {
			gc.setForeground(color);
			gc.setLineWidth(1);
			gc.drawOval(x - SIZE / 2, y - SIZE / 2, SIZE - 1, SIZE - 1);
		}
	}

	/** One as an image, 16 × 16 points with the dot in the middle; shared, nobody disposes it. */
	public static Image image(Color color, boolean filled) {
		return JFaceResources.getResources().get(new DotDescriptor(color.getRGB(), filled));
	}

	private static final class DotDescriptor extends ImageDescriptor {
		private final RGB color;
		private final boolean filled;

		DotDescriptor(RGB color, boolean filled) {
			this.color = color;
			this.filled = filled;
		}

		@Override
		public ImageData getImageData(int zoom) {
			int pixels = IMAGE_SIZE * zoom / 100;
			double radius = SIZE / 2.0 * zoom / 100;
			double hole = filled ? 0 : radius - Math.max(1.2, 1.3 * zoom / 100);
			ImageData image = new ImageData(pixels, pixels, 24, new PaletteData(0xff0000, 0xff00, 0xff));
			int pixel = color.red << 16 | color.green << 8 | color.blue;
			for (int y = 0; y < pixels; y++) {
				for (int x = 0; x < pixels; x++) {
					double distance = Math.hypot(x + 0.5 - pixels / 2.0, y + 0.5 - pixels / 2.0);
					double covered = clamped(radius - distance + 0.5) * (hole > 0 ? clamped(distance - hole + 0.5) : 1);
					image.setPixel(x, y, pixel);
					image.setAlpha(x, y, (int) Math.round(255 * covered));
				}
			}
			return image;
		}

		private static double clamped(double value) {
			return Math.max(0, Math.min(1, value));
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof DotDescriptor dot && dot.filled == filled && dot.color.equals(color);
		}

		@Override
		public int hashCode() {
			return color.hashCode() * 2 + (filled ? 1 : 0);
		}
	}
}
