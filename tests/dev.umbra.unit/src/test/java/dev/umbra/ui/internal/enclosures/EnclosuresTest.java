package dev.umbra.ui.internal.enclosures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Sessions.BlobRange;

class EnclosuresTest {
	private static BlobReading.Ranges served(byte[] bytes, int step, List<Long> asked) {
		return (blob, offset) -> {
			asked.add(offset);
			byte[] piece = Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + step));
			return CompletableFuture.completedFuture(Outcome.ok(new BlobRange(blob, offset, Base64.getEncoder().encodeToString(piece), bytes.length)));
		};
	}

	@Test
	void rangesArePutTogetherInOrder() {
		byte[] bytes = "0123456789".getBytes();
		List<Long> asked = new ArrayList<>();
		Outcome.Ok<byte[]> read = assertInstanceOf(Outcome.Ok.class, BlobReading.all("b", served(bytes, 4, asked)).toCompletableFuture().join());
		assertArrayEquals(bytes, read.value());
		assertEquals(List.of(0L, 4L, 8L), asked);
	}

	@Test
	void anEmptyOneIsRead() {
		Outcome.Ok<byte[]> read = assertInstanceOf(Outcome.Ok.class, BlobReading.all("b", served(new byte[0], 4, new ArrayList<>())).toCompletableFuture().join());
		assertEquals(0, read.value().length);
	}

	@Test
	void whatDoesNotGoOnIsAFailureAndNoLoop() {
		List<Long> asked = new ArrayList<>();
		Outcome<byte[]> read = BlobReading.all("b", (blob, offset) -> {
			asked.add(offset);
			return CompletableFuture.completedFuture(Outcome.ok(new BlobRange(blob, offset, "", 10)));
		}).toCompletableFuture().join();
		assertInstanceOf(Outcome.NotOk.class, read);
		assertEquals(1, asked.size());
	}

	@Test
	void aFailureOfTheHostComesThroughAndWhatIsTooLargeIsNotRead() {
		Failure gone = Failure.failed("gone", null);
		assertEquals(Outcome.notOk(gone), BlobReading.all("b", (blob, offset) -> CompletableFuture.completedFuture(Outcome.notOk(gone))).toCompletableFuture().join());
		Outcome<byte[]> huge = BlobReading.all("b", (blob, offset) -> CompletableFuture.completedFuture(Outcome.ok(new BlobRange(blob, 0, "AAAA", 1L << 40))))
				.toCompletableFuture().join();
		assertTrue(huge instanceof Outcome.NotOk<byte[]> not && not.failure().message().contains("too many"));
	}

	@ParameterizedTest
	@CsvSource({ "89504e470d0a1a0a0000000d49484452000f4240000f42400806000000, 1000000000000",
			"474946383961100020000000000000000000000000000000000000000000, 512",
			"424d000000000000000000000000000000000a0000000300000000000000, 30",
			"ffd8ffe000040000ffc000110800100020030000000000000000000000000000, 512", "00000000000000000000000000000000000000000000000000000000, 0" })
	void anImageSaysHowLargeItIs(String hex, long pixels) {
		assertEquals(pixels, ImageSize.pixels(HexFormat.of().parseHex(hex)));
	}

	@Test
	void anImageThatSaysItIsHugeIsTooLargeToUnpack() {
		assertTrue(ImageSize.isHuge(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000f4240000f42400806000000")));
		assertFalse(ImageSize.isHuge(HexFormat.of().parseHex("474946383961100020000000000000000000000000000000000000000000")));
	}

	@ParameterizedTest
	@CsvSource({ "../../.bashrc,bashrc", "a b.png,a b.png", "C:\\x\\y.txt,y.txt", "'x\u202Egpj.exe',x_gpj.exe", "'..',enclosure", "'a:b?',a_b_" })
	void aFileNameIsOnlyAName(String name, String safe) {
		assertEquals(safe, EnclosureOpener.fileName(name));
	}
}
