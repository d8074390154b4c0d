package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.List;
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
 * @param outputs what is kept beside the entries of this turn's tool calls
 */
public record Memory(Set<String> paths, Set<String> commands, Map<EntryId, String> answered,
		Map<String, Terminal> terminals, Effect.@Nullable StartTurn start, boolean goOn, boolean replaying,
		long notices, Map<EntryId, Output> outputs) {
	static final Memory NONE = new Memory(Set.of(), Set.of(), Map.of(), Map.of(), null, false, false, 0, Map.of());
	static final Memory ADOPTING = new Memory(Set.of(), Set.of(), Map.of(), Map.of(), null, false, true, 0, Map.of());

	/**
	 * What is kept of an entry beside it.
	 *
	 * @param parts in the order in which they stand there
	 * @param tail the end of what a command said and the entry does not show yet
	 * @param left code units that the entry does not show, the tail among them
	 */
	public record Output(List<Part> parts, String tail, long left) {
		static final Output NONE = new Output(List.of(), "", 0);

		public Output {
			parts = List.copyOf(parts);
		}

		@Nullable
		Part last() {
			return parts.isEmpty() ? null : parts.getLast();
		}

		long length() {
			return parts.isEmpty() ? 0 : parts.getLast().start() + parts.getLast().kept();
		}

		boolean has(String name, long length, long hash) {
			return parts.stream().anyMatch(part -> part.name().equals(name) && part.length() == length && part.hash() == hash);
		}

		Output with(Part part) {
			List<Part> more = new ArrayList<>(parts);
			more.add(part);
			return new Output(more, tail, left);
		}

		Output without(Part part) {
			return new Output(parts.stream().filter(each -> each != part).toList(), tail, left);
		}

		Output unshown(String newTail, long newLeft) {
			return new Output(parts, newTail, newLeft);
		}
	}

	/**
	 * @param start where its text begins, in UTF-16 code units
	 * @param length of its text, as far as it is kept
	 * @param hash of that text
	 * @param kept length with what is written after it where it is longer
	 */
	record Part(String name, long start, long length, long hash, long kept) {
		boolean full() {
			return kept > length;
		}
	}

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
