package dev.umbra.ui.internal.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** Contrast as WCAG 2 computes it; 4.5 : 1 is its level AA for text. */
class ShadesTest {
	private static final double ENOUGH = 4.5;

	private static double part(int value) {
		double s = value / 255.0;
		return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
	}

	private static double luminance(int color) {
		return 0.2126 * part(color >> 16 & 0xff) + 0.7152 * part(color >> 8 & 0xff) + 0.0722 * part(color & 0xff);
	}

	static double contrast(int a, int b) {
		double one = luminance(a);
		double other = luminance(b);
		return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
	}

	private static void readable(String on, int ground, Map<String, Integer> inks) {
		inks.forEach((name, ink) -> assertTrue(contrast(ink, ground) >= ENOUGH, () -> name + " on " + on + ": " + contrast(ink, ground)));
	}

	@Test
	void theMeasureIsTheOneOfTheStandard() {
		assertEquals(21.0, contrast(0x000000, 0xffffff), 0.001);
		assertEquals(4.54, contrast(0x767676, 0xffffff), 0.01);
	}

	@Test
	void codeCanBeReadOnEveryGroundItStandsOn() {
		for (Shades palette : List.of(Shades.LIGHT, Shades.DARK)) {
			Map<String, Integer> inks = Map.of("text", palette.text(), "keyword", palette.keyword(), "string", palette.string(), "comment", palette.comment(),
					"number", palette.number());
			readable("code", palette.code(), inks);
			readable("added", palette.added(), inks);
			readable("removed", palette.removed(), inks);
		}
	}

	@Test
	void textCanBeReadOnEveryGroundItStandsOn() {
		for (Shades palette : List.of(Shades.LIGHT, Shades.DARK)) {
			Map<String, Integer> inks = Map.of("text", palette.text(), "dim", palette.dim(), "accent", palette.accent(), "ok", palette.ok(), "error", palette.error(),
					"warning", palette.warning(), "busy", palette.busy());
			readable("surface", palette.surface(), inks);
			readable("raised", palette.raised(), inks);
			readable("code", palette.code(), inks);
		}
	}

	@Test
	void numbersAndSignsOfADiffCanBeRead() {
		for (Shades palette : List.of(Shades.LIGHT, Shades.DARK)) {
			readable("added", palette.added(), Map.of("dim", palette.dim(), "ok", palette.ok()));
			readable("removed", palette.removed(), Map.of("dim", palette.dim(), "error", palette.error()));
		}
	}

}
