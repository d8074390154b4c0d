package dev.umbra.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.umbra.demo.Command.AppendToFile;
import dev.umbra.demo.Command.Count;
import dev.umbra.demo.Command.Delete;
import dev.umbra.demo.Command.Help;
import dev.umbra.demo.Command.Incomplete;
import dev.umbra.demo.Command.ListFolder;
import dev.umbra.demo.Command.MakePlan;
import dev.umbra.demo.Command.NotUnderstood;
import dev.umbra.demo.Command.ReadFile;
import dev.umbra.demo.Command.Replace;
import dev.umbra.demo.Command.Search;
import dev.umbra.demo.Command.StreamWords;
import dev.umbra.demo.Command.Think;
import dev.umbra.demo.Command.Tour;
import dev.umbra.demo.Command.WriteFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhrasebookTest {
	private static void means(Command command, String... sentences) {
		for (String sentence : sentences) {
			assertEquals(List.of(command), Phrasebook.parse(sentence), sentence);
		}
	}

	@Test
	void forgivesCasePolitenessAndSmallWords() {
		means(new Help(), "help", "Help me!", "/help", "hello", "What can you do?", "?");
		means(new Tour(), "tour", "/tour", "Show me around.", "give me a tour", "demo", "take me on a tour");
		means(new ListFolder("."), "list", "ls", "List the files", "show me the files.", "list files in this folder", "what is here?", "list .");
		means(new ListFolder("src/main"), "list src/main", "Could you list the files in src/main.", "/list src/main", "ls `src/main`");
		means(new ListFolder(".."), "list ..");
		means(new ReadFile("README.md"), "read README.md", "Please read the file README.md.", "- show me README.md", "cat \"README.md\"",
				"look at README.md", "read README.md, please");
		means(new Search("hello world"), "search hello world", "search for \"hello world\"", "find 'hello world'", "grep “hello world”");
		means(new Delete("a.txt"), "delete a.txt", "Remove the file a.txt.", "rm a.txt");
		means(new Think("the sea"), "think about the sea", "think the sea", "Now think hard about the sea");
	}

	@Test
	void understandsEveryWayToWrite() {
		means(new WriteFile("notes.md", "Hello: you"), "write notes.md: Hello: you", "create a new file notes.md: Hello: you",
				"write \"Hello: you\" to notes.md", "create notes.md with the text Hello: you", "write notes.md:Hello: you",
				"write notes.md: \"Hello: you\"");
		means(new WriteFile("notes.md", ""), "create notes.md", "touch notes.md", "create an empty file notes.md");
		means(new WriteFile("my notes.md", "x"), "write \"my notes.md\": x");
		means(new AppendToFile("notes.md", "more"), "append notes.md: more", "append more to notes.md", "add to the file notes.md: more");
		means(new Replace("a b", "c", "notes.md"), "replace a b with c in notes.md", "replace \"a b\" by \"c\" in the file notes.md",
				"change a b to c in notes.md");
		means(new Replace("in", "with in", "x.txt"), "replace \"in\" with \"with in\" in x.txt");
	}

	@Test
	void understandsNumbersAndPace() {
		means(new Count(10, Phrasebook.PACE), "count to 10", "Count up to 10.", "count from 1 to 10");
		means(new Count(3, Duration.ofSeconds(2)), "count to 3 every 2 s", "count to 3, every 2 seconds");
		means(new StreamWords(200, Phrasebook.PACE), "stream", "stream 200 words", "tell me a long story");
		means(new StreamWords(5, Duration.ofMillis(7)), "stream 5 words every 7 ms", "stream 5 every 7");
		means(new StreamWords(Phrasebook.MAX_WORDS, Duration.ofMinutes(1)), "stream 9999999 words every 9999 s");
	}

	@Test
	void understandsCommandsFormsAndFailing() {
		means(new Command.RunProgram("ls -l; echo done"), "run ls -l; echo done", "execute the command ls -l; echo done", "/run ls -l; echo done",
				"run `ls -l; echo done`");
		means(new Command.AskBack(), "ask me something", "ask", "/ask", "Ask me a question.");
		means(new Command.Fail(), "fail", "go wrong!");
		means(new Command.Incomplete("run ls -l"), "run");
	}

	@Test
	void planTakesItsStepsApart() {
		means(new MakePlan(List.of("wake up", "get up, wash")), "plan wake up; get up, wash", "Make a plan: wake up; get up, wash.");
		means(new MakePlan(List.of("one", "two")), "plan one, two");
	}

	@Test
	void sentencesComeOnLinesOrAfterThen() {
		assertEquals(List.of(new ListFolder("."), new ReadFile("a.txt"), new Help()), Phrasebook.parse("list, then read a.txt\n\nhelp"));
		assertEquals(List.of(new WriteFile("a.txt", "first this, then that"), new ReadFile("a.txt")),
				Phrasebook.parse("write a.txt: first this, then that and then read a.txt"));
		assertEquals(List.of(new WriteFile("a.txt", "one then read two")), Phrasebook.parse("write a.txt: \"one then read two\""));
	}

	@Test
	void textGoesOnOverLinesAndFencesProtectIt() {
		assertEquals(List.of(new WriteFile("a.txt", "one\n  two\n\nthree"), new ReadFile("a.txt")),
				Phrasebook.parse("write a.txt: one\n  two\n\nthree\nread a.txt"));
		assertEquals(List.of(new WriteFile("a.sh", "list\nread x"), new Help()), Phrasebook.parse("write a.sh:\n```sh\nlist\nread x\n```\nhelp"));
		assertEquals(List.of(new WriteFile("a.sh", "list"), new Help()), Phrasebook.parse("write a.sh: ```\nlist\n```\nhelp"));
	}

	@Test
	void nearMissesGetAHintAndTheRestIsNotUnderstood() {
		for (String sentence : List.of("write", "create something nice", "append", "replace x", "read", "plan", "count", "search")) {
			assertEquals(Incomplete.class, Phrasebook.parse(sentence).getFirst().getClass(), sentence);
		}
		means(new NotUnderstood("what is the weather like?"), "what is the weather like?");
		assertEquals(List.of(), Phrasebook.parse("  \n "));
	}

	@Test
	void longAndHostileSentencesEndToo() {
		String lines = "a line of text with no verb in it\n".repeat(20_000);
		assertEquals(List.of(new WriteFile("a.txt", lines.strip())), Phrasebook.parse("write a.txt: " + lines));
		for (String part : List.of("now ", "the ", "replace a with ", "in with ", "\"", "`", ": ", " ,", "then list ", "```\n", "/")) {
			Phrasebook.parse(part.repeat(20_000));
			Phrasebook.parse("replace " + part.repeat(20_000));
			Phrasebook.parse("replace " + part.repeat(200));
			Phrasebook.parse("write " + part.repeat(20_000) + ": x");
		}
	}
}
