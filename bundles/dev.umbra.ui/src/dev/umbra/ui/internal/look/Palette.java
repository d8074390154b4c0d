package dev.umbra.ui.internal.look;

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
	private static final Palette LIGHT = of(Shades.LIGHT);
	private static final Palette DARK = of(Shades.DARK);

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

	private static Palette of(Shades s) {
		return new Palette(s.dark(), rgb(s.text()), rgb(s.dim()), rgb(s.line()), rgb(s.surface()), rgb(s.raised()), rgb(s.code()),
				rgb(s.accent()), rgb(s.onAccent()), rgb(s.ok()), rgb(s.busy()), rgb(s.warning()), rgb(s.error()),
				rgb(s.added()), rgb(s.removed()), rgb(s.keyword()), rgb(s.string()), rgb(s.comment()), rgb(s.number()));
	}

	private static Color rgb(int value) {
		return new Color(value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff);
	}
}
