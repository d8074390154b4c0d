package dev.umbra.core.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;

/** What an entry carries besides its text, by kind. Raw values of the protocol are JSON texts, kept as they came. */
public sealed interface Detail {
	/** A prompt, message, thought, notice: the text says it all. */
	record Plain() implements Detail {
	}

	/**
	 * A tool call, one entry from pending to its end.
	 *
	 * @param call the agent's id of the call
	 * @param kind the agent's word for the kind of tool (read, edit, delete, move, search, execute, think, fetch, other …)
	 * @param rawInput JSON text, or null where the agent gave none
	 * @param orphan true if the agent updated a call that it had never announced
	 */
	record Tool(String call, String title, String kind, List<Location> locations, List<ToolContent> content,
			@Nullable String rawInput, @Nullable String rawOutput, boolean orphan) implements Detail {
		public Tool {
			locations = List.copyOf(locations);
			content = List.copyOf(content);
		}
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
	 * @param origin {@code agent}: asked by the agent; {@code host}: our own, for a write that nothing had permitted
	 * @param call the tool call it is about, or null
	 * @param tool the entry of that tool call, or null where the agent never announced it
	 * @param chosen the option chosen, or null
	 * @param answeredBy which client answered, or null
	 */
	record Permission(String request, Origin origin, String title, String kind, @Nullable String call,
			@Nullable EntryId tool, List<String> paths, @Nullable String command, List<ToolContent> content,
			List<Option> options, @Nullable String chosen, @Nullable String answeredBy) implements Detail {
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

	/** @param code a short word or number of the source, for example {@code -32603} or {@code exit 1} */
	record Fault(String code, String message, @Nullable String hint) implements Detail {
	}

	/**
	 * Something that happened to the session itself; the entry's text says it in words.
	 *
	 * @param event {@code interrupted, cancelled, closed, reopened, resumed, restarted}
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

		/**
		 * Content that has no place of its own yet: the raw JSON.
		 *
		 * @param contentType the protocol's word; not called {@code type}, which is the family's own member in JSON
		 */
		record Other(String contentType, String raw) implements ToolContent {
		}
	}
}
