package dev.umbra.core.reducer;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.GrowingText;

/**
 * What a session keeps in mind besides what the store gives back: a host that starts again begins without it, and ends what
 * it was about. Immutable.
 *
 * @param paths whose change was allowed in this turn
 * @param commands that were allowed in this turn
 * @param answered how the items that waited last came to their end, in words; bounded
 * @param terminals of the agent, by our id of them: those that run, and this turn's; bounded
 * @param start of the present turn, which a login begins anew, or null
 * @param goOn true after <i>send now</i>: the queue goes on however the present turn ends
 * @param replaying true while the agent tells what went before, or is about to
 * @param notices how many of the session's first entries say nothing of a conversation
 */
public record Memory(Set<String> paths, Set<String> commands, Map<EntryId, String> answered,
		Map<String, Terminal> terminals, Effect.@Nullable StartTurn start, boolean goOn, boolean replaying,
		long notices) {
	static final Memory NONE = new Memory(Set.of(), Set.of(), Map.of(), Map.of(), null, false, false, 0);
	static final Memory ADOPTING = new Memory(Set.of(), Set.of(), Map.of(), Map.of(), null, false, true, 0);

	/**
	 * A command of the agent's.
	 *
	 * @param call the tool call whose entry it grows, or null as long as none has shown it
	 * @param waiting its output until there is such an entry
	 */
	public record Terminal(String command, String cwd, @Nullable String call, GrowingText waiting, boolean running,
			@Nullable Integer exitCode, @Nullable String signal, long leftOut) {
		Terminal in(@Nullable String newCall) {
			return new Terminal(command, cwd, newCall, GrowingText.EMPTY, running, exitCode, signal, leftOut);
		}

		Terminal said(String text) {
			return new Terminal(command, cwd, call, waiting.append(text), running, exitCode, signal, leftOut);
		}

		Terminal ended(@Nullable Integer code, @Nullable String by, long left) {
			return new Terminal(command, cwd, call, waiting, false, code, by, left);
		}

		Detail.TerminalRun run(String id) {
			return new Detail.TerminalRun(id, command, cwd, running, exitCode, signal, leftOut);
		}
	}
}
