package dev.umbra.ui.internal.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.eclipse.swt.graphics.Color;
import org.junit.jupiter.api.Test;

/** Contrast as WCAG 2 computes it; 4.5 : 1 is its level AA for text. */
class PaletteTest {
	private static final double ENOUGH = 4.5;

	private static double part(int value) {
		double s = value / 255.0;
		return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
	}

	private static double luminance(Color color) {
		return 0.2126 * part(color.getRed()) + 0.7152 * part(color.getGreen()) + 0.0722 * part(color.getBlue());
	}

	static double contrast(Color a, Color b) {
		double one = luminance(a);
		double other = luminance(b);
		return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
	}

	private static void readable(String on, Color ground, Map<String, Color> inks) {
		inks.forEach((name, ink) -> assertTrue(contrast(ink, ground) >= ENOUGH, () -> name + " on " + on + ": " + contrast(ink, ground)));
	}

	@Test
	void theMeasureIsTheOneOfTheStandard() {
		assertEquals(21.0, contrast(new Color(0, 0, 0), new Color(255, 255, 255)), 0.001);
		assertEquals(4.54, contrast(new Color(0x76, 0x76, 0x76), new Color(255, 255, 255)), 0.01);
	}

	@Test
	void codeCanBeReadOnEveryGroundItStandsOn() {
		for (Palette palette : Palette.both()) {
			Map<String, Color> inks = Map.of("text", palette.text(), "keyword", palette.keyword(), "string", palette.string(), "comment", palette.comment(),
					"number", palette.number());
			readable("code", palette.code(), inks);
			readable("added", palette.added(), inks);
			readable("removed", palette.removed(), inks);
		}
	}

	@Test
	void textCanBeReadOnEveryGroundItStandsOn() {
		for (Palette palette : Palette.both()) {
			Map<String, Color> inks = Map.of("text", palette.text(), "dim", palette.dim(), "accent", palette.accent(), "ok", palette.ok(), "error", palette.error(),
					"warning", palette.warning(), "busy", palette.busy());
			readable("surface", palette.surface(), inks);
			readable("raised", palette.raised(), inks);
			readable("code", palette.code(), inks);
		}
	}

	@Test
	void numbersAndSignsOfADiffCanBeRead() {
		for (Palette palette : Palette.both()) {
			readable("added", palette.added(), Map.of("dim", palette.dim(), "ok", palette.ok()));
			readable("removed", palette.removed(), Map.of("dim", palette.dim(), "error", palette.error()));
		}
	}

	@Test
	void bothThemesAreThere() {
		assertEquals(List.of(false, true), Palette.both().stream().map(Palette::dark).toList());
	}
}
