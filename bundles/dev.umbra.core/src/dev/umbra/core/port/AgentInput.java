package dev.umbra.core.port;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.TurnId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Usage;

/** What an agent says about one of its sessions, freed of the protocol's own types. Null parts were absent. */
public sealed interface AgentInput {
	/** A piece of a growing text. @param message the agent's id of the message, if it gives one */
	record Chunk(Stream stream, @Nullable String message, String text) implements AgentInput {
	}

	enum Stream {
		MESSAGE, THOUGHT
	}

	/**
	 * @param announced true for {@code tool_call}, false for {@code tool_call_update}
	 * @param status {@code pending, in_progress, completed, failed}, another word of the agent's, or null
	 */
	record ToolUpdate(String call, boolean announced, @Nullable String title, @Nullable String kind,
			@Nullable String status, @Nullable List<Detail.Location> locations,
			@Nullable List<Detail.ToolContent> content, @Nullable String rawInput, @Nullable String rawOutput)
			implements AgentInput {
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

	/** Parts that are null are unknown, not zero. */
	record UsageReport(Usage usage) implements AgentInput {
	}

	record ModeChanged(String mode) implements AgentInput {
	}

	/** @param options raw JSON */
	record OptionsChanged(String options, @Nullable String model, @Nullable String effort) implements AgentInput {
	}

	record TitleChanged(String title) implements AgentInput {
	}

	record NoticeShown(String words) implements AgentInput {
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
