package dev.umbra.ui.internal.look;

import java.util.List;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;

/**
 * The colours of one theme. Which one holds is read from the background that the theme engine gave the control, so it is
 * right in the product and in any theme of an IDE. Colours hold no system resource and need no disposal.
 *
 * @param dim second in rank: times, paths, explanations; readable, 4.5 : 1 on {@code surface}
 * @param line hairlines and borders
 * @param surface the background of a part
 * @param raised cards, banners, the composer: a step off the surface
 * @param code background of code
 * @param accent what can be acted on, and focus
 * @param added background of lines that come, {@code removed} of lines that go
 * @param keyword of code, as {@code string, comment, number}: readable, 4.5 : 1 on {@code code, added} and {@code removed}
 */
public record Palette(boolean dark, Color text, Color dim, Color line, Color surface, Color raised, Color code, Color accent,
		Color onAccent, Color ok, Color busy, Color warning, Color error, Color added, Color removed, Color keyword,
		Color string, Color comment, Color number) {
	private static final Palette LIGHT = new Palette(false, rgb(0x1f2328), rgb(0x59636e), rgb(0xd9dee3), rgb(0xffffff),
			rgb(0xf6f7f9), rgb(0xf1f3f5), rgb(0x4a56c8), rgb(0xffffff), rgb(0x187a35), rgb(0x3163c8), rgb(0x8f6000), rgb(0xc91f2b),
			rgb(0xdff5e3), rgb(0xfde4e4), rgb(0x7a3e9d), rgb(0x17602f), rgb(0x57606a), rgb(0x0550ae));
	private static final Palette DARK = new Palette(true, rgb(0xe3e6eb), rgb(0x9aa4b0), rgb(0x3a3f47), rgb(0x1f2227),
			rgb(0x282c33), rgb(0x2b2f36), rgb(0x98a2ff), rgb(0x14161a), rgb(0x57c772), rgb(0x7aa7ff), rgb(0xe0b341), rgb(0xff7b72),
			rgb(0x1f3d2a), rgb(0x4a2528), rgb(0xd2a8ff), rgb(0x9fd8a4), rgb(0xa2acb8), rgb(0x8cc4ff));

	/** The light and the dark one, to be checked. */
	static List<Palette> both() {
		return List.of(LIGHT, DARK);
	}

	/** Of the theme that this control has now. */
	public static Palette of(Control control) {
		RGB background = control.getBackground().getRGB();
		double luminance = 0.2126 * background.red + 0.7152 * background.green + 0.0722 * background.blue;
		return luminance < 128 ? DARK : LIGHT;
	}

	/** Behind a selected row that we paint: the surface with a breath of the accent. */
	public Color selection() {
		double share = dark ? 0.24 : 0.14;
		return new Color(mixed(surface.getRed(), accent.getRed(), share), mixed(surface.getGreen(), accent.getGreen(), share),
				mixed(surface.getBlue(), accent.getBlue(), share));
	}

	private static int mixed(int a, int b, double share) {
		return (int) (a + (b - a) * share);
	}

	private static Color rgb(int value) {
		return new Color(value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff);
	}
}
