package dev.umbra.ui.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class SizesTest {
	@Test
	void sizesAreReadable() {
		assertEquals(List.of("940 B", "12.4 KiB", "1.0 MiB", "3.0 GiB"),
				List.of(Sizes.words(940), Sizes.words(12_700), Sizes.words(1_048_570), Sizes.words(3L << 30)));
	}
}
