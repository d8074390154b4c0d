package dev.umbra.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** What of a secret is found, and where: by value, in every form in which it is usually written. */
class BlotterTest {
	private static final String KEY = "sk-ü/\"a+b\\c\nd=";
	private static final Blotter BLOTTER = Blotter.of(Map.of("KEY", KEY, "OTHER", "hunter22", "SHORT", "abc"));

	@Test
	void theValueAsItIsIsReplacedByTheNameOfItsSecret() {
		assertEquals("a ⟨secret KEY⟩ and ⟨secret OTHER⟩⟨secret OTHER⟩, abc", BLOTTER.text("a " + KEY + " and hunter22hunter22, abc"));
		assertEquals("", BLOTTER.text(""));
		assertEquals("hunter2", BLOTTER.text("hunter2"));
	}

	@Test
	void theFormsOfJsonAndOfUrlsAreFound() {
		for (String form : new String[] {"sk-ü/\\\"a+b\\\\c\\nd=", "sk-ü\\/\\\"a+b\\\\c\\nd=", "sk-\\u00fc/\\\"a+b\\\\c\\nd=",
				"sk-ü/\\\\\\\"a+b\\\\\\\\c\\\\nd=", URLEncoder.encode(KEY, StandardCharsets.UTF_8),
				"sk-%c3%bc%2f%22a%2bb%5cc%0ad%3d"}) {
			assertEquals("<⟨secret KEY⟩>", BLOTTER.text("<" + form + ">"), form);
		}
	}

	@Test
	void base64IsFoundWhereverTheValueBeginsInTheEncodedText() {
		for (String before : new String[] {"", "u", "us", "user:", "a longer one "}) {
			for (String after : new String[] {"", ".", "..", "..."}) {
				byte[] bytes = (before + "hunter22" + after).getBytes(StandardCharsets.UTF_8);
				String encoded = Base64.getEncoder().encodeToString(bytes);
				assertFalse(BLOTTER.text("Basic " + encoded).contains(encoded.substring(encoded.length() / 2 - 2, encoded.length() / 2 + 2))
						&& !BLOTTER.text(encoded).contains("⟨secret OTHER⟩"), before + "|" + after);
				assertEquals(true, BLOTTER.text(encoded).contains("⟨secret OTHER⟩"), before + "|" + after);
			}
		}
	}

	@Test
	void aSecretSpreadOverAnyPiecesIsFound() {
		byte[] text = ("start hunter hunter22 sk-ü/ " + KEY + " hunter2").getBytes(StandardCharsets.UTF_8);
		String expected = "start hunter ⟨secret OTHER⟩ sk-ü/ ⟨secret KEY⟩ hunter2";
		for (int size = 1; size <= text.length; size++) {
			Blotter.Stream stream = BLOTTER.stream();
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			for (int at = 0; at < text.length; at += size) {
				byte[] piece = java.util.Arrays.copyOfRange(text, at, Math.min(text.length, at + size));
				out.writeBytes(stream.next(piece, piece.length));
			}
			out.writeBytes(stream.rest());
			assertEquals(expected, out.toString(StandardCharsets.UTF_8), "pieces of " + size);
		}
	}

	@Test
	void theBeginningOfASecretAtTheEndOfACutLineGoesToo() {
		byte[] cut = "token: hunter2".getBytes(StandardCharsets.UTF_8);
		assertEquals("token: ", new String(BLOTTER.bytes(cut, false), StandardCharsets.UTF_8));
		assertEquals("token: hunter2", new String(BLOTTER.bytes(cut, true), StandardCharsets.UTF_8));
	}

	@Test
	void ofTwoSecretsThatBeginAlikeTheLongerOneIsFound() {
		Blotter blotter = Blotter.of(Map.of("A", "pass", "B", "password"));
		assertEquals("⟨secret B⟩ ⟨secret A⟩wort ⟨secret A⟩", blotter.text("password passwort pass"));
	}

	@Test
	void nothingOfRandomTextAroundSecretsIsLost() {
		Random random = new Random(7);
		for (int i = 0; i < 200; i++) {
			StringBuilder text = new StringBuilder();
			StringBuilder expected = new StringBuilder();
			for (int j = 0; j < 20; j++) {
				boolean secret = random.nextInt(3) == 0;
				String word = secret ? "hunter22" : "hunter22".substring(0, random.nextInt(8)) + "|";
				text.append(word);
				expected.append(secret ? "⟨secret OTHER⟩" : word);
			}
			assertEquals(expected.toString(), BLOTTER.text(text.toString()));
		}
	}
}
