package dev.umbra.store;

import static dev.umbra.store.Given.append;
import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History.Place;
import dev.umbra.core.api.History.Places;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class FindTest {
	private static final SessionId S = new SessionId("s1");
	@TempDir
	Path folder;
	private SqliteStore store;

	@BeforeEach
	void open() {
		store = SqliteStore.open(folder.resolve("umbra.db"), new MovableClock());
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void placesAreInTheOriginalTextWhateverTheCase() {
		for (String[] c : new String[][] { { "abcABCabc", "AbC", "0+3 3+3 6+3" }, { "aaaa", "aa", "0+2 2+2" }, { "Straße STRASSE", "strasse", "0+6 7+7" },
				{ "Straße", "ß", "4+1" }, { "Straße", "s", "0+1" }, { "ss", "ß", "0+2" }, { "😀x😀", "X😀", "2+3" }, { "ΟΔΟΣ ος", "ος", "2+2 5+2" },
				{ "İi", "i", "1+1" }, { "𐐀𐐨", "𐐨", "0+2 2+2" }, { "a\0b\ud83d!", "\0B", "1+2" }, { "x\ud83d", "\ud83d", "1+1" },
				{ "😀", "\ud83d", "" }, { "aabaabaaa", "aabaaa", "3+6" }, { "\u202eabc", "\u202eA", "0+2" }, { "line\nbreak", "E\nb", "3+3" } }) {
			assertEquals(c[2], found(c[0], c[1], c[0].length()), c[0] + " / " + c[1]);
			assertEquals(c[2], found(c[0], c[1], 1), c[0] + " / " + c[1] + " in pieces");
		}
	}

	@Test
	void thePlacesAreThoseOfASlowSearch() {
		Random random = new Random(7);
		for (int round = 0; round < 2_000; round++) {
			String text = random(random, 40);
			String sought = random(random, 3);
			if (!sought.isEmpty()) {
				assertEquals(slowly(text, sought), found(text, sought, 1 + random.nextInt(5)), text + " / " + sought);
			}
		}
	}

	@Test
	void textsThatGrowAndLongOnesAndTitlesAreLookedThrough() {
		String longText = "x".repeat(TextPieces.LONGEST - 3) + "needle" + "y".repeat(TextPieces.LONGEST) + "NEEDLE";
		Entry tool = new Entry(new EntryId("c"), 3, 1, Given.TURN, EntryKind.TOOL, EntryStatus.RUNNING, "no needle", 9, Given.NOON, null,
				new Detail.Tool("call", "A Needle", "read", List.of(), List.of(), null, "needle", false));
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "one nee")), append("e1", 7, "dl"), append("e1", 9, "e"),
				put(message("e2", 2, EntryStatus.DONE, longText)), put(tool))));
		List<Place> expected = List.of(place("e1", 1, false, 4), place("e2", 2, false, TextPieces.LONGEST - 3),
				place("e2", 2, false, 2 * TextPieces.LONGEST + 3), place("c", 3, true, 2), place("c", 3, false, 3));
		assertEquals(expected, await(store.find(S, "needle", 9)).places());
		await(store.commit(commit(S, 2, put(tool.withEnd(EntryStatus.DONE, Given.NOON)))));
		assertEquals(expected, await(store.find(S, "needle", 9)).places());
	}

	@Test
	void noMoreThanAskedForAndMoreIsSaid() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, "aXaXa")), put(message("e2", 2, EntryStatus.DONE, "a")))));
		Places places = await(store.find(S, "A", 3));
		assertEquals(3, places.places().size());
		assertTrue(places.more());
		assertFalse(await(store.find(S, "A", 4)).more());
		assertEquals(List.of(), await(store.find(S, "", 4)).places());
		assertEquals(Failure.Code.NOT_FOUND, assertThrows(StoreException.class, () -> await(store.find(new SessionId("nobody"), "a", 1))).failure()
				.code());
	}

	private static Place place(String entry, long ordinal, boolean inTitle, long offset) {
		return new Place(new EntryId(entry), ordinal, inTitle, offset, 6);
	}

	private static String found(String text, String sought, int piece) {
		Finder finder = new Finder(sought);
		List<Finder.Found> found = new ArrayList<>();
		for (int at = 0; at < text.length(); at += piece) {
			found.addAll(finder.next(text.substring(at, Math.min(text.length(), at + piece)), 100));
		}
		found.addAll(finder.end());
		return String.join(" ", found.stream().map(f -> f.offset() + "+" + f.length()).toList());
	}

	private static String slowly(String text, String sought) {
		String wanted = fold(sought);
		List<String> found = new ArrayList<>();
		for (int from = 0; from < text.length(); from++) {
			for (int to = from + 1; to <= text.length(); to++) {
				if (TextCell.boundary(text, from) == from && TextCell.boundary(text, to) == to && fold(text.substring(from, to)).equals(wanted)) {
					found.add(from + "+" + (to - from));
					from = to - 1;
					break;
				}
			}
		}
		return String.join(" ", found);
	}

	private static String fold(String text) {
		StringBuilder folded = new StringBuilder();
		text.codePoints().forEach(c -> folded.append(Character.toString(c).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)));
		return folded.toString();
	}

	private static String random(Random random, int longest) {
		String[] letters = { "a", "A", "s", "S", "ß", "😀", "\ud83d", "σ", "ς" };
		StringBuilder text = new StringBuilder();
		for (int n = random.nextInt(longest + 1); n > 0; n--) {
			text.append(letters[random.nextInt(letters.length)]);
		}
		return text.toString();
	}
}
