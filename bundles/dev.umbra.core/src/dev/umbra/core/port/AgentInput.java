package dev.umbra.core.port;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.TurnId;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.Usage;

/** What an agent says about one of its sessions, freed of the protocol's own types. Null parts were absent. */
public sealed interface AgentInput {
	/** A piece of a growing text. @param message the agent's id of the message, if it gives one */
	record Chunk(Stream stream, @Nullable String message, String text) implements AgentInput {
	}

	/** {@code USER}: what the person had said, in a replay. */
	enum Stream {
		MESSAGE, THOUGHT, USER
	}

	/** A piece of a message that is no text. @param blob what the enclosure stands for, or null for a link */
	record MediaShown(Stream stream, @Nullable String message, Enclosure enclosure, @Nullable Blob blob)
			implements AgentInput {
	}

	/**
	 * @param announced true for {@code tool_call}, false for {@code tool_call_update}
	 * @param blobs what enclosures in the content stand for
	 * @param status {@code pending, in_progress, completed, failed}, another word of the agent's, or null
	 */
	record ToolUpdate(String call, boolean announced, @Nullable String title, @Nullable String kind,
			@Nullable String status, @Nullable List<Detail.Location> locations,
			@Nullable List<Detail.ToolContent> content, @Nullable String rawInput, @Nullable String rawOutput,
			@Nullable String name, List<Blob> blobs) implements AgentInput {
		public ToolUpdate(String call, boolean announced, @Nullable String title, @Nullable String kind,
				@Nullable String status, @Nullable List<Detail.Location> locations,
				@Nullable List<Detail.ToolContent> content, @Nullable String rawInput, @Nullable String rawOutput) {
			this(call, announced, title, kind, status, locations, content, rawInput, rawOutput, null, List.of());
		}
	}

	record PlanUpdate(List<Detail.PlanItem> items) implements AgentInput {
	}

	/** @param paths absolute, normalised; what the request says it touches; @param command or null */
	record PermissionAsked(String request, ToolUpdate tool, List<String> paths, @Nullable String command,
			List<Detail.Option> options) implements AgentInput {
	}

	/** A write through {@code fs/write_text_file} that waits for a decision. @param path absolute, normalised */
	record WriteAsked(String request, String path, @Nullable String oldText, String newText) implements AgentInput {
	}

	/**
	 * A command through {@code terminal/create} that waits for a decision.
	 *
	 * @param command the command line as a shell would read it
	 * @param cwd absolute, inside the session's folders
	 */
	record CommandAsked(String request, String command, String cwd) implements AgentInput {
	}

	/** A command runs now. @param terminal our id of it, as in {@link Detail.ToolContent.Terminal} */
	record TerminalStarted(String terminal, String command, String cwd) implements AgentInput {
	}

	record TerminalOutput(String terminal, String text) implements AgentInput {
	}

	/** @param leftOut bytes of output that were not delivered as {@link TerminalOutput} */
	record TerminalEnded(String terminal, @Nullable Integer exitCode, @Nullable String signal, long leftOut)
			implements AgentInput {
	}

	/** The agent asks the person for input. @param message in its words; the rest as in {@link Detail.Input} */
	record InputAsked(String request, @Nullable String call, String message, String title, List<Detail.Field> fields,
			@Nullable String url, @Nullable String elicitation) implements AgentInput {
	}

	/** What was to be done on a page of {@link InputAsked} is done. */
	record InputCompleted(String elicitation) implements AgentInput {
	}

	/** The agent's request was withdrawn by itself ({@code $/cancel_request}): nobody needs to answer any more. */
	record QuestionWithdrawn(String request) implements AgentInput {
	}

	/** Parts that are null are unknown, not zero. */
	record UsageReport(Usage usage) implements AgentInput {
	}

	record ModeChanged(String mode) implements AgentInput {
	}

	/** All of them, as they are now. */
	record OptionsOffered(List<Offer.Option> options) implements AgentInput {
	}

	/** All of them, as they are now. */
	record CommandsOffered(List<Offer.Command> commands) implements AgentInput {
	}

	record TitleChanged(String title) implements AgentInput {
	}

	/** @param severity the agent's word ({@code info, warning, error}), or null for our own words */
	record NoticeShown(String words, @Nullable String severity) implements AgentInput {
		public NoticeShown(String words) {
			this(words, null);
		}
	}

	/** @param state {@code in_progress, completed, failed, cancelled}, or the agent's word; @param summary whole, or null */
	record CompactionChanged(String compaction, String state, @Nullable String summary, @Nullable String error)
			implements AgentInput {
	}

	/** A piece of a compaction's growing summary. */
	record CompactionText(String compaction, String text) implements AgentInput {
	}

	/** What the agent tells of a conversation that went on before ({@code session/load}). */
	record Replayed(AgentInput input) implements AgentInput {
	}

	record UnknownUpdate(String name, String raw) implements AgentInput {
	}

	/** @param stopReason the protocol's word */
	record TurnEnded(TurnId turn, String stopReason, Usage usage) implements AgentInput {
	}

	/** @param gone true if the agent's process ended under the turn: it is interrupted, not merely in error */
	record TurnFailed(TurnId turn, String code, String message, boolean gone) implements AgentInput {
		public TurnFailed(TurnId turn, String code, String message) {
			this(turn, code, message, false);
		}
	}
}
