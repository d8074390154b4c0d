package dev.umbra.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
	@Test
	void utf8IsJudgedAsTheJdkDoes() {
		int[] edges = { 0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
				0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF };
		int valid = 0;
		for (int a : edges) {
			for (int b : edges) {
				for (int c : edges) {
					for (int d : new int[] { 0x41, 0x80, 0xC2 }) {
						byte[] bytes = { (byte) a, (byte) b, (byte) c, (byte) d };
						boolean expected = jdkTakes(bytes);
						assertEquals(expected, JsonLines.isUtf8(bytes, 4), () -> HexFormat.of().formatHex(bytes));
						valid += expected ? 1 : 0;
					}
				}
			}
		}
		assertTrue(valid > 50, valid + " valid");
		assertFalse(JsonLines.isUtf8(new byte[] { (byte) 0xE2, (byte) 0x82, (byte) 0xAC }, 2));
	}

	private static boolean jdkTakes(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		} catch (CharacterCodingException e) {
			return false;
		}
	}
}
