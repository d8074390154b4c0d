package dev.umbra.ui.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.agents.NewAgentForm.Field;

class NewAgentFormTest {
	private static NewAgentForm own(String name, String program, String environment, String folder) {
		return new NewAgentForm(name, null, program, "", environment, folder, false);
	}

	@Test
	void everythingThatIsMissingIsSaidAtItsField() {
		Map<Field, String> problems = own(" ", " ", "", "").problems(List.of());
		assertEquals(Set.of(Field.NAME, Field.PROGRAM), problems.keySet());
		assertTrue(own("a", "p", "", "").problems(List.of()).isEmpty());
	}

	@Test
	void aNameIsFreeShortAndWithoutControlCharacters() {
		assertEquals(Set.of(Field.NAME), own(" demo ", "p", "", "").problems(List.of("demo")).keySet());
		assertEquals(Set.of(Field.NAME), own("a".repeat(101), "p", "", "").problems(List.of()).keySet());
		assertEquals(Set.of(Field.NAME), own("a\u0007b", "p", "", "").problems(List.of()).keySet());
		assertTrue(own("a".repeat(100), "p", "", "").problems(List.of("demo")).isEmpty());
	}

	@Test
	void environmentIsNamesAndValues() {
		assertTrue(own("a", "p", "A=1\n\n  \nB_2=x=y", "").problems(List.of()).isEmpty());
		assertTrue(own("a", "p", "A=1\nnothing", "").problems(List.of()).get(Field.ENVIRONMENT).contains("nothing"));
		assertTrue(own("a", "p", "2A=1", "").problems(List.of()).get(Field.ENVIRONMENT).contains("2A"));
	}

	@Test
	void aFolderIsWholeAndThere(@TempDir Path folder) {
		assertTrue(own("a", "p", "", folder.toString()).problems(List.of()).isEmpty());
		assertEquals(Set.of(Field.FOLDER), own("a", "p", "", folder.resolve("missing").toString()).problems(List.of()).keySet());
		assertEquals(Set.of(Field.FOLDER), own("a", "p", "", "relative").problems(List.of()).keySet());
		assertEquals(Set.of(Field.FOLDER), own("a", "p", "", "/a\0b").problems(List.of()).keySet());
	}

	@Test
	void theCallHasWhatWasTyped() {
		CommandId command = CommandId.random();
		Agents.Add add = new NewAgentForm(" a ", null, " prog ", "--one\n\ntwo words\n", "A=1 \nB=x=y", " ", true).add(command, Map.of());
		assertEquals(new Agents.Add(command, "a", null, "prog", List.of("--one", "two words"), Map.of("A", "1 ", "B", "x=y"), null, true,
				false), add);
	}

	@Test
	void aPresetNeedsNoProgramAndSendsNone() {
		NewAgentForm form = new NewAgentForm("a", "claude", "left over", "", "", "", false);
		assertTrue(form.problems(List.of()).isEmpty());
		assertNull(form.add(CommandId.random(), Map.of()).program());
		assertEquals("claude", form.add(CommandId.random(), Map.of()).preset());
	}

	@Test
	void theDemoAgentTakesTheFirstFreeName() {
		assertEquals("Demo", NewAgentForm.demo(List.of()).name());
		assertEquals("Demo 3", NewAgentForm.demo(List.of("Demo", "Demo 2")).name());
		assertTrue(NewAgentForm.demo(List.of("Demo")).problems(List.of("Demo")).isEmpty());
	}
}
