package dev.umbra.wire;

import static dev.umbra.wire.PeerStreams.bytes;
import static dev.umbra.wire.PeerStreams.filler;
import static dev.umbra.wire.PeerStreams.joined;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LineReaderTest {
	@Test
	void aLineOfExactlyTheLimitIsTakenAndOneMoreByteIsNot() throws IOException {
		LineReader lines = new LineReader(joined(filler(100_000), bytes("\n"), filler(100_001), bytes("\nx\n")), 100_000);
		LineReader.Line exact = lines.next();
		assertEquals(100_000, exact.length());
		assertNull(exact.skipped());
		LineReader.Line over = lines.next();
		assertNotNull(over.skipped());
		assertEquals(100_002, over.wireBytes());
		assertEquals(1, lines.next().length());
		assertNull(lines.next());
		assertNull(lines.next());
	}

	@Test
	void theBufferShrinksAfterABigLine() throws IOException {
		LineReader lines = new LineReader(joined(filler(5_000_000), bytes("\nsmall\n"), filler(50_000_000), bytes("\nsmall\n")),
				32 << 20);
		assertEquals(5_000_000, lines.next().length());
		assertTrue(lines.next().bytes().length <= 64 << 10);
		LineReader.Line skipped = lines.next();
		assertEquals(50_000_001, skipped.wireBytes());
		assertTrue(skipped.bytes().length <= 64 << 10);
		assertEquals(5, lines.next().length());
	}

	@Test
	void aLongLineThatNeverEndsIsReturnedAtTheEndOfTheFile() throws IOException {
		LineReader lines = new LineReader(joined(bytes("{\"id\":1,\"result\":\""), filler(5000)), 1024);
		assertEquals(1, lines.next().skipped().envelopes().size());
		assertNull(lines.next());
	}
}
