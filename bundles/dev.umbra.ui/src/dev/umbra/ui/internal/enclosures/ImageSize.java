package dev.umbra.ui.internal.enclosures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How large an image says that it is, before it is unpacked. Pure. */
final class ImageSize {
	/** Of the whole as it is packed. */
	private static final long MOST_PIXELS = 40_000_000;

	/** Of one that nobody asked to see. */
	private static final long MODEST_PIXELS = 16_000_000;

	private static final long PNG = 0x89504E470D0A1A0AL;

	private ImageSize() {
	}

	/** Whether it says that it has more pixels than are unpacked here: a small file can say that it is huge. */
	static boolean isHuge(byte[] bytes) {
		return pixels(bytes) > MOST_PIXELS;
	}

	/** Whether it says how large it is, and that is not much. */
	static boolean isModest(byte[] bytes) {
		long pixels = pixels(bytes);
		return pixels > 0 && pixels <= MODEST_PIXELS;
	}

	/** Width times height, of all that is unpacked at once; 0 where that is not known. PNG, GIF, BMP and JPEG. */
	static long pixels(byte[] bytes) {
		if (bytes.length < 26) {
			return 0;
		}
		ByteBuffer big = ByteBuffer.wrap(bytes);
		ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		if (big.getLong(0) == PNG) {
			return area(big.getInt(16), big.getInt(20));
		}
		if (bytes[0] == 'G' && bytes[1] == 'I' && bytes[2] == 'F') {
			return gif(little);
		}
		if (bytes[0] == 'B' && bytes[1] == 'M') {
			return area(little.getInt(18), little.getInt(22));
		}
		return (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8 ? jpeg(big) : 0;
	}

	/** All images of it: the loader unpacks each. */
	private static long gif(ByteBuffer bytes) {
		long screen = area(bytes.getShort(6) & 0xffff, bytes.getShort(8) & 0xffff);
		long pixels = 0;
		int at = 13 + table(bytes.get(10));
		while (at + 10 < bytes.limit()) {
			int block = bytes.get(at) & 0xff;
			if (block == 0x2c) {
				pixels += Math.max(screen, area(bytes.getShort(at + 5) & 0xffff, bytes.getShort(at + 7) & 0xffff));
				at = behind(bytes, at + 11 + table(bytes.get(at + 9)));
			} else if (block == 0x21) {
				at = behind(bytes, at + 2);
			} else {
				break;
			}
		}
		return Math.max(pixels, screen);
	}

	/** Bytes of a table of colours. */
	private static int table(byte flags) {
		return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
	}

	/** The index behind a row of blocks, of which each says its length, the last 0. */
	private static int behind(ByteBuffer bytes, int from) {
		int at = from;
		while (at < bytes.limit() && bytes.get(at) != 0) {
			at += 1 + (bytes.get(at) & 0xff);
		}
		return at + 1;
	}

	private static long jpeg(ByteBuffer bytes) {
		int at = 2;
		while (at + 9 < bytes.limit() && (bytes.get(at) & 0xff) == 0xff) {
			int marker = bytes.get(at + 1) & 0xff;
			// the frame's header, of whichever kind; the others in this range are tables
			if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
				return area(bytes.getShort(at + 5) & 0xffff, bytes.getShort(at + 7) & 0xffff);
			}
			at += 2 + (bytes.getShort(at + 2) & 0xffff);
		}
		return 0;
	}

	private static long area(int width, int height) {
		return Math.abs((long) width) * Math.abs((long) height);
	}
}
