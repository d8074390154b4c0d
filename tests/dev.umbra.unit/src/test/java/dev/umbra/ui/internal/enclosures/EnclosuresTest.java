package dev.umbra.ui.internal.enclosures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.RGB;
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

	@Test
	void everyImageOfAMovingOneCounts() {
		String image = "2c000000001000200000" + "02" + "024401" + "00";
		String moving = "474946383961" + "10002000" + "f00000" + "000000ffffff" + "21f9040000000000" + image.repeat(3) + "3b" + "00".repeat(20);
		assertEquals(3 * 512, ImageSize.pixels(HexFormat.of().parseHex(moving)));
	}

	@Test
	void whatDoesNotSayItsSizeIsNotUnpackedUnasked() {
		assertFalse(ImageSize.isModest("<svg xmlns='http://www.w3.org/2000/svg' width='9999999' height='9999999'/>".getBytes()));
		assertTrue(ImageSize.isModest(HexFormat.of().parseHex("474946383961100020000000000000000000000000000000000000000000")));
		assertTrue(Picture.small("no image at all, of some length".getBytes(), 100).isEmpty());
	}

	@Test
	void aSmallerImageHasTheMeanOfWhatItStandsFor() {
		ImageData whole = new ImageData(4, 4, 24, new PaletteData(0xff0000, 0xff00, 0xff));
		for (int y = 0; y < 4; y++) {
			for (int x = 0; x < 4; x++) {
				whole.setPixel(x, y, x < 2 ? 0x204060 : x == 2 ? 0x000000 : 0xfefefe);
			}
		}
		ImageData small = Shrinking.to(whole, 2);
		assertEquals(2, small.width);
		assertEquals(2, small.height);
		assertEquals(0x204060, small.getPixel(0, 1));
		assertEquals(0x7f7f7f, small.getPixel(1, 0));
		assertSame(whole, Shrinking.to(whole, 4));
	}

	@Test
	void aPaletteAndWhatIsSeenThroughAreKept() {
		ImageData whole = new ImageData(2, 2, 8, new PaletteData(new RGB(255, 0, 0), new RGB(0, 0, 255)));
		whole.transparentPixel = 1;
		whole.setPixel(1, 0, 1);
		ImageData small = Shrinking.to(whole, 1);
		assertEquals(0xff0000, small.getPixel(0, 0));
		assertEquals(191, small.getAlpha(0, 0));
	}

	@ParameterizedTest
	@CsvSource({ "../../.bashrc,bashrc", "a b.png,a b.png", "C:\\x\\y.txt,y.txt", "'x\u202Egpj.exe',x_gpj.exe", "'..',enclosure", "'a:b?',a_b_" })
	void aFileNameIsOnlyAName(String name, String safe) {
		assertEquals(safe, Saving.fileName(name));
	}
}
