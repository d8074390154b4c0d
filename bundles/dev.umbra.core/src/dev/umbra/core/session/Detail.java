package dev.umbra.core.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;

/** What an entry carries besides its text, by kind. Raw values of the protocol are JSON texts, kept as they came. */
public sealed interface Detail {
	/** A prompt, message, thought, notice: the text says it all. */
	record Plain() implements Detail {
	}

	/** A prompt that carries more than its text. */
	record Prompt(List<Enclosure> enclosures) implements Detail {
		public Prompt {
			enclosures = List.copyOf(enclosures);
		}
	}

	/** A piece of a message or a thought that is no text; the entry has none. */
	record Media(Enclosure enclosure) implements Detail {
	}

	/** A notice of the agent's. @param severity the agent's word: info, warning, error */
	record Notice(String severity) implements Detail {
	}

	/**
	 * The agent makes its context smaller; the entry's text is the summary it goes on with, and grows.
	 *
	 * @param compaction the agent's id of it
	 * @param state the agent's word: in_progress, completed, failed, cancelled
	 */
	record Compaction(String compaction, String state, @Nullable String error) implements Detail {
	}

	/**
	 * A tool call, one entry from pending to its end.
	 *
	 * @param call the agent's id of the call
	 * @param kind the agent's word for the kind of tool (read, edit, delete, move, search, execute, think, fetch, other …)
	 * @param rawInput JSON text, or null where the agent gave none
	 * @param orphan true if the agent updated a call that it had never announced
	 * @param name the tool's own name as programs call it, or null
	 * @param terminals the terminals of this call; the entry's text is their output, and grows
	 * @param whole length of the whole output where the entry keeps only a part of it, in UTF-16 code units
	 *        ({@code sessions/output}); 0 where it keeps all, and where it was written before there were whole outputs
	 */
	record Tool(String call, String title, String kind, List<Location> locations, List<ToolContent> content,
			@Nullable String rawInput, @Nullable String rawOutput, boolean orphan, @Nullable String name,
			List<TerminalRun> terminals, long whole) implements Detail {
		public Tool {
			locations = List.copyOf(locations);
			content = List.copyOf(content);
			terminals = terminals == null ? List.of() : List.copyOf(terminals);
		}

		/** One whose output is kept whole. */
		public Tool(String call, String title, String kind, List<Location> locations, List<ToolContent> content,
				@Nullable String rawInput, @Nullable String rawOutput, boolean orphan, @Nullable String name,
				List<TerminalRun> terminals) {
			this(call, title, kind, locations, content, rawInput, rawOutput, orphan, name, terminals, 0);
		}

		public Tool(String call, String title, String kind, List<Location> locations, List<ToolContent> content,
				@Nullable String rawInput, @Nullable String rawOutput, boolean orphan) {
			this(call, title, kind, locations, content, rawInput, rawOutput, orphan, null, List.of());
		}
	}

	/**
	 * A command that the agent had us run (ACP {@code terminal/create}).
	 *
	 * @param terminal our id of it
	 * @param command the command line as a shell would read it
	 * @param exitCode null while it runs, and if a signal ended it
	 * @param signal the signal's name, or null
	 * @param leftOut bytes of output that were not kept
	 */
	record TerminalRun(String terminal, String command, String cwd, boolean running, @Nullable Integer exitCode,
			@Nullable String signal, long leftOut) {
	}

	record Plan(List<PlanItem> items) implements Detail {
		public Plan {
			items = List.copyOf(items);
		}
	}

	/**
	 * A question that only a person may answer.
	 *
	 * @param request the agent's request that waits for the answer; meaningless once the entry has ended
	 * @param origin {@code agent}: asked by the agent; {@code host}: our own, for a write or a command that nothing had
	 *        permitted, or for the end of a process that does not stop
	 * @param call the tool call it is about, or null
	 * @param tool the entry of that tool call, or null where the agent never announced it
	 * @param chosen the option chosen, or null
	 * @param answeredBy which client answered, or null
	 * @param decidedBy the rule or the policy that decided instead of a person, in words for people, for example
	 *        {@code rule "no force push"}; or null
	 */
	record Permission(String request, Origin origin, String title, String kind, @Nullable String call,
			@Nullable EntryId tool, List<String> paths, @Nullable String command, List<ToolContent> content,
			List<Option> options, @Nullable String chosen, @Nullable String answeredBy, @Nullable String decidedBy)
			implements Detail {
		public Permission(String request, Origin origin, String title, String kind, @Nullable String call,
				@Nullable EntryId tool, List<String> paths, @Nullable String command, List<ToolContent> content,
				List<Option> options, @Nullable String chosen, @Nullable String answeredBy) {
			this(request, origin, title, kind, call, tool, paths, command, content, options, chosen, answeredBy, null);
		}

		/** The same, answered. */
		public Permission answered(@Nullable String option, @Nullable String client, @Nullable String decided) {
			return new Permission(request, origin, title, kind, call, tool, paths, command, content, options, option, client,
					decided);
		}

		public Permission {
			paths = List.copyOf(paths);
			content = List.copyOf(content);
			options = List.copyOf(options);
		}

		public enum Origin {
			AGENT, HOST
		}
	}

	/** @param kind {@code allow_once, allow_always, reject_once, reject_always}, or the agent's own word */
	record Option(String id, String kind, String name) {
	}

	/**
	 * The agent asks the person for input (ACP {@code elicitation/create}); the entry's text is its message.
	 *
	 * @param request the agent's request that waits; meaningless once the entry has ended
	 * @param call the tool call it is about, or null
	 * @param fields of the form, in order; empty for a page
	 * @param url the page to open in a browser, or null for a form
	 * @param elicitation the agent's id of a page, or null
	 * @param action {@code accept, decline, cancel}, or null while it waits
	 * @param content what was filled in, a JSON object, or null
	 */
	record Input(String request, @Nullable String call, String title, List<Field> fields, @Nullable String url,
			@Nullable String elicitation, @Nullable String action, @Nullable String content,
			@Nullable String answeredBy) implements Detail {
		public Input {
			fields = fields == null ? List.of() : List.copyOf(fields);
		}

		/** The same, answered. */
		public Input answered(String how, @Nullable String json, @Nullable String client) {
			return new Input(request, call, title, fields, url, elicitation, how, json, client);
		}
	}

	/**
	 * One field of a form, as ACP's restricted JSON schema describes it.
	 *
	 * @param form {@code string, number, integer, boolean, choice} (one of {@code choices}), {@code choices} (any of them), or a
	 *        word we do not know: then a JSON value is typed
	 * @param format of a string: {@code email, uri, date, date-time}, or null
	 * @param initial a JSON value, or null
	 * @param minimum of a number its value, of a string its length, of choices their count; {@code maximum} likewise
	 */
	record Field(String name, String title, @Nullable String description, String form, boolean required,
			List<Choice> choices, @Nullable String format, @Nullable String pattern, @Nullable String initial,
			@Nullable Double minimum, @Nullable Double maximum) {
		public Field {
			choices = choices == null ? List.of() : List.copyOf(choices);
		}
	}

	record Choice(String value, String title, @Nullable String description) {
	}

	/**
	 * The agent wants a login before it works; the entry's text says so in its words.
	 *
	 * @param chosen id of the method that was taken, or null
	 */
	record Login(List<LoginMethod> methods, @Nullable String chosen, @Nullable String answeredBy) implements Detail {
		public Login {
			methods = methods == null ? List.of() : List.copyOf(methods);
		}
	}

	/** @param inTerminal true if it runs on the person's own terminal: {@code umbra agent login} */
	record LoginMethod(String id, String name, @Nullable String description, boolean inTerminal) {
	}

	/** @param code a short word or number of the source, for example {@code -32603} or {@code exit 1} */
	record Fault(String code, String message, @Nullable String hint) implements Detail {
	}

	/**
	 * Something that happened to the session itself; the entry's text says it in words.
	 *
	 * @param event {@code interrupted, cancelled, closed, reopened, resumed, history}
	 */
	record Lifecycle(String event) implements Detail {
	}

	/** An update of a kind we do not know, kept raw and shown generically. */
	record Unknown(String name, String raw) implements Detail {
	}

	/** @param line from 1, or null */
	record Location(String path, @Nullable Integer line) {
	}

	/** @param status the agent's word: pending, in_progress, completed */
	record PlanItem(String content, String priority, String status) {
	}

	/** One piece of a tool call's content. */
	sealed interface ToolContent {
		record Text(String text) implements ToolContent {
		}

		/** @param oldText null for a new file */
		record Diff(String path, @Nullable String oldText, String newText) implements ToolContent {
		}

		record Terminal(String terminal) implements ToolContent {
		}

		record Media(Enclosure enclosure) implements ToolContent {
		}

		/**
		 * Content that has no place of its own yet: the raw JSON.
		 *
		 * @param contentType the protocol's word; not called {@code type}, which is the family's own member in JSON
		 */
		record Other(String contentType, String raw) implements ToolContent {
		}
	}
}
