package dev.umbra.ui.internal.questions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

class LoginCommandTest {
	private static final List<String> LOGIN = List.of("/opt/umbra", "agent", "login", "My $(agent)", "m");

	private static Function<String, Optional<Path>> having(String... names) {
		return name -> Set.of(names).contains(name) ? Optional.of(Path.of("/bin", name)) : Optional.empty();
	}

	@Test
	void aShellReadsWhatIsShownAsTheWordsThatAreMeant() {
		assertEquals("umbra agent login claude api-key", LoginCommand.typed(LoginCommand.of("umbra", null, "claude", "api-key")));
		assertEquals("umbra --home '/a b' agent login 'it'\\''s; $(x)' m", LoginCommand.typed(LoginCommand.of("umbra", "/a b", "it's; $(x)", "m")));
	}

	@Test
	void onLinuxTheTerminalOfThePersonsChoiceComesFirst() {
		assertEquals(Optional.of(List.of("/bin/setsid", "/bin/x-terminal-emulator", "-e", "/opt/umbra", "agent", "login", "My $(agent)", "m")),
				TerminalPrograms.linux(LOGIN, having("xterm", "x-terminal-emulator", "setsid")));
		assertEquals(Optional.of(List.of("/bin/gnome-terminal", "--", "/opt/umbra", "agent", "login", "My $(agent)", "m")),
				TerminalPrograms.linux(LOGIN, having("gnome-terminal")));
		assertEquals(Optional.empty(), TerminalPrograms.linux(LOGIN, having("setsid")));
	}

	@Test
	void onMacTheWordsAreArgumentsOfTheScript() {
		List<String> words = TerminalPrograms.mac(LOGIN, having("osascript")).orElseThrow();
		assertEquals(LOGIN, words.subList(words.size() - LOGIN.size(), words.size()));
		assertTrue(words.stream().limit(words.size() - LOGIN.size()).noneMatch(word -> word.contains("$(agent)")));
	}

	@Test
	void onWindowsWordsThatACommandLineReadsAnotherWayAreNotRun() {
		assertEquals(Optional.empty(), TerminalPrograms.windows(LOGIN, having("wt.exe", "cmd.exe")));
		List<String> plain = List.of("C:\\Program Files\\umbra.cmd", "agent", "login", "claude", "m");
		assertEquals(Optional.of(List.of("/bin/wt.exe", "new-tab", "C:\\Program Files\\umbra.cmd", "agent", "login", "claude", "m")),
				TerminalPrograms.windows(plain, having("wt.exe")));
		assertEquals(Optional.empty(), TerminalPrograms.windows(List.of("umbra.cmd", "x & calc"), having("wt.exe")));
	}
}
