package dev.umbra.core.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class GitPathTest {
	@Test
	void aPathThatIsTextStaysAsItIs() {
		for (String path : new String[] { "a", "src/My File.txt", "naïve/日本.md", "line\nbreak", "back\\slash", "in\"side" }) {
			byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
			assertEquals(path, GitPath.text(bytes));
			assertArrayEquals(bytes, GitPath.bytes(path));
		}
	}

	@Test
	void anyOtherPathIsQuotedAndComesBackByteByByte() {
		byte[] latin = { 'c', 'a', 'f', (byte) 0xe9, '"', '\\', '\n', '.', 't' };
		assertEquals("\"caf\\351\\\"\\\\\\012.t\"", GitPath.text(latin));
		assertArrayEquals(latin, GitPath.bytes(GitPath.text(latin)));
		byte[] quote = "\"quoted\"".getBytes(StandardCharsets.US_ASCII);
		assertEquals("\"\\\"quoted\\\"\"", GitPath.text(quote));
		assertArrayEquals(quote, GitPath.bytes(GitPath.text(quote)));
	}

	@Test
	void everyByteComesBack() {
		byte[] all = new byte[255];
		for (int i = 0; i < all.length; i++) {
			all[i] = (byte) (i + 1);
		}
		assertArrayEquals(all, GitPath.bytes(GitPath.text(all)));
	}

	@Test
	void whatIsNotProperlyQuotedIsRefused() {
		for (String wrong : new String[] { "\"", "\"open", "\"a\\\"", "\"\\9\"", "\"\\000\"", "\"a\"b\"", "\"\\12\"", "\"ü\"", "nul\0" }) {
			assertThrows(IllegalArgumentException.class, () -> GitPath.bytes(wrong), wrong);
		}
	}
}
