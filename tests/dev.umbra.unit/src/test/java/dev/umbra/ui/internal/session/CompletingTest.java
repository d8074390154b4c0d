package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Offer;

/** What a slash and an at sign offer. */
class CompletingTest {
	private static final List<String> FILES = List.of("README.md", "src/main/Reader.java", "src/Composer.java", "docs/threading.md", "docs/a/b/reader.md");

	private static Optional<Completing.Asked> at(String text) {
		int caret = text.indexOf('|');
		return Completing.at(text.replace("|", ""), caret);
	}

	private static List<String> files(String typed) {
		return Completing.files(FILES, typed).stream().map(Completing.Offered::inserted).toList();
	}

	@Test
	void aSlashAtTheBeginningOfALineAsksForCommands() {
		assertEquals(Optional.of(new Completing.Asked(Completing.Kind.COMMAND, 0, 3, "to")), at("/to|"));
		assertEquals(Optional.of(new Completing.Asked(Completing.Kind.COMMAND, 4, 5, "")), at("one\n/|"));
		assertEquals(Optional.empty(), at("a /to|"));
		assertEquals(Optional.empty(), at("/tour now|"));
		assertEquals(Optional.empty(), at("|/tour"));
	}

	@Test
	void anAtSignAtTheBeginningOfAWordAsksForFiles() {
		assertEquals(Optional.of(new Completing.Asked(Completing.Kind.FILE, 5, 9, "src")), at("read @src| now"));
		assertEquals(Optional.of(new Completing.Asked(Completing.Kind.FILE, 1, 2, "")), at("(@|"));
		assertEquals(Optional.empty(), at("me@example.org|"), "an address is none");
		assertEquals(Optional.empty(), at("@a b|"));
	}

	@Test
	void commandsThatBeginSoComeFirstAndTakeTheWholeWord() {
		List<Offer.Command> commands = List.of(new Offer.Command("detour", "the long way", null), new Offer.Command("tour", "Show me\naround", null),
				new Offer.Command("write", "a file", "file: text"), new Offer.Command("to", "there", null));
		List<Completing.Offered> offered = Completing.commands(commands, "TO");
		assertEquals(List.of("/to ", "/tour ", "/detour "), offered.stream().map(Completing.Offered::inserted).toList());
		assertEquals(new Completing.Offered("/tour", "Show me around", "/tour "), offered.get(1));
		assertEquals("/write ‹file: text›", Completing.commands(commands, "wr").getFirst().shown());
		assertEquals(4, Completing.commands(commands, "").size());
	}

	@Test
	void filesAreFoundByNameThenByPathThenByTheirLetters() {
		assertEquals(List.of("@README.md ", "@src/main/Reader.java ", "@docs/a/b/reader.md ", "@docs/threading.md "), files("read"));
		assertEquals("@src/Composer.java ", files("cmp").getFirst());
		assertEquals(List.of("@docs/threading.md "), files("docs/thr"));
		assertEquals(List.of(), files("nothing like this"));
		assertEquals("@README.md ", files("").getFirst());
	}

	@Test
	void noMoreThanAPageIsOffered() {
		List<String> many = IntStream.range(0, 20_000).mapToObj(i -> "folder" + i % 100 + "/file" + i).toList();
		assertEquals(Completing.MOST, Completing.files(many, "f").size());
	}

	@Test
	void onlyWhatTheTextStillNamesGoesWithIt() {
		Set<String> accepted = Set.of("README.md", "src/Composer.java", "docs/my notes.md", "gone.txt");
		assertEquals(List.of("src/Composer.java", "README.md", "docs/my notes.md"),
				Completing.named("look at @src/Composer.java, (@README.md) and @docs/my notes.md!", accepted));
		assertTrue(Completing.named("mail me@README.md or @README.mdx", accepted).isEmpty());
	}
}
