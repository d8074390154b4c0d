package dev.umbra.core.reducer;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummaryBuilder;
import dev.umbra.core.session.Usage;

/** What an agent's words mean for its session. */
final class AgentSaid {
	private final Deciding d;
	private final Questions questions;
	private final ToolCalls tools;
	private final TerminalRuns terminals;
	private final Compactions compactions;

	AgentSaid(Deciding deciding) {
		d = deciding;
		questions = new Questions(deciding);
		tools = new ToolCalls(deciding);
		terminals = new TerminalRuns(deciding);
		compactions = new Compactions(deciding);
	}

	void decide(AgentInput input) {
		if (d.closed()) {
			questions.refuse(input);
			return;
		}
		switch (input) {
		case AgentInput.Chunk chunk -> chunk(chunk);
		case AgentInput.MediaShown media -> media(media);
		case AgentInput.ToolUpdate update -> tools.update(update);
		case AgentInput.PlanUpdate plan -> plan(plan);
		case AgentInput.PermissionAsked asked -> questions.permission(asked);
		case AgentInput.WriteAsked asked -> questions.write(asked);
		case AgentInput.CommandAsked asked -> questions.command(asked);
		case AgentInput.InputAsked asked -> questions.input(asked);
		case AgentInput.InputCompleted completed -> questions.completed(completed);
		case AgentInput.QuestionWithdrawn withdrawn -> questions.withdrawn(withdrawn);
		case AgentInput.TerminalStarted started -> terminals.started(started);
		case AgentInput.TerminalOutput output -> terminals.output(output);
		case AgentInput.TerminalEnded ended -> terminals.ended(ended);
		case AgentInput.UsageReport report -> usage(report.usage());
		case AgentInput.ModeChanged changed -> d.summary(d.summary().edit().mode(changed.mode()));
		case AgentInput.OptionsOffered offered -> options(offered.options());
		case AgentInput.CommandsOffered offered -> d.summary(
				d.summary().edit().offer(d.summary().offer().withCommands(offered.commands())));
		case AgentInput.CompactionChanged changed -> compactions.changed(changed);
		case AgentInput.CompactionText text -> compactions.text(text);
		case AgentInput.Replayed replayed -> new History(d).replayed(replayed.input(), this);
		case AgentInput.TitleChanged changed -> title(changed.title());
		case AgentInput.NoticeShown notice -> d.add(EntryKind.NOTICE, EntryStatus.DONE, notice.words(),
				notice.severity() == null ? new Detail.Plain() : new Detail.Notice(notice.severity()));
		case AgentInput.UnknownUpdate unknown -> unknown(unknown);
		case AgentInput.TurnEnded ended -> {
			usage(ended.usage());
			new Turns(d).ended(ended.turn(), ended.stopReason());
		}
		case AgentInput.TurnFailed failed -> new Turns(d).failed(failed);
		}
	}

	/** Kept raw; a long one in part, and whole beside the entry. */
	private void unknown(AgentInput.UnknownUpdate update) {
		EntryId id = d.newId();
		WholeOutput whole = new WholeOutput(d, id);
		ToolOutput.Said said = new ToolOutput.Said(null, null, update.raw());
		ToolOutput.Kept kept = new ToolOutput(d.summary().id(), id).keep(said, 0);
		whole.cut(said, kept);
		String raw = kept.said().rawOutput();
		d.add(id, EntryKind.UNKNOWN, EntryStatus.DONE, "", new Detail.Unknown(update.name(), raw == null ? "" : raw));
		whole.record();
		d.draft.outputs.remove(id);
	}

	/** What the person said is known here, unless the agent tells of it as history. */
	private boolean echo(AgentInput.Stream stream) {
		return stream == AgentInput.Stream.USER && !d.draft.replaying;
	}

	private static EntryKind kind(AgentInput.Stream stream) {
		return switch (stream) {
		case MESSAGE -> EntryKind.MESSAGE;
		case THOUGHT -> EntryKind.THOUGHT;
		case USER -> EntryKind.PROMPT;
		};
	}

	private void chunk(AgentInput.Chunk chunk) {
		if (chunk.text().isEmpty() || echo(chunk.stream())) {
			return;
		}
		EntryKind kind = kind(chunk.stream());
		EntryId stream = d.draft.stream;
		Entry growing = stream == null ? null : d.draft.open.get(stream);
		if (growing != null && growing.kind() == kind && sameMessage(chunk.message())) {
			if (d.draft.streamMessage == null) {
				d.draft.streamMessage = chunk.message();
			}
			d.append(growing.id(), chunk.text());
			return;
		}
		d.endStream();
		terminals.showEnded();
		if (kind == EntryKind.PROMPT) {
			new History(d).promptBegins(chunk.text());
		}
		Entry entry = d.add(kind, EntryStatus.RUNNING, chunk.text(), new Detail.Plain());
		d.draft.stream = entry.id();
		d.draft.streamMessage = chunk.message();
	}

	/** An agent that gives no ids, or gives them late, goes on with the message it is at. */
	private boolean sameMessage(@Nullable String message) {
		return message == null || d.draft.streamMessage == null || message.equals(d.draft.streamMessage);
	}

	/** A piece that is no text ends the text before it; what follows is a new entry. */
	private void media(AgentInput.MediaShown media) {
		if (echo(media.stream())) {
			return;
		}
		d.endStream();
		if (media.blob() != null) {
			d.blobs(List.of(media.blob()));
		}
		d.add(kind(media.stream()), EntryStatus.DONE, "", media.stream() == AgentInput.Stream.USER
				? new Detail.Prompt(List.of(media.enclosure())) : new Detail.Media(media.enclosure()));
	}

	/** One plan per turn; the newest replaces the former. */
	private void plan(AgentInput.PlanUpdate update) {
		for (Entry entry : d.draft.open.values()) {
			if (entry.kind() == EntryKind.PLAN) {
				d.put(entry.withDetail(new Detail.Plan(update.items())));
				return;
			}
		}
		d.add(EntryKind.PLAN, d.betweenTurns() ? EntryStatus.DONE : EntryStatus.RUNNING, "",
				new Detail.Plan(update.items()));
	}

	private void usage(Usage now) {
		Usage old = d.summary().usage();
		Usage merged = new Usage(ToolCalls.given(now.used(), old.used()), ToolCalls.given(now.size(), old.size()),
				ToolCalls.given(now.inputTokens(), old.inputTokens()),
				ToolCalls.given(now.outputTokens(), old.outputTokens()), ToolCalls.given(now.cost(), old.cost()),
				ToolCalls.given(now.currency(), old.currency()));
		if (!merged.equals(old)) {
			d.summary(d.summary().edit().usage(merged));
		}
	}

	/** The categories are ACP's; an option of another one is only offered. */
	private void options(List<Offer.Option> options) {
		SessionSummaryBuilder edit = d.summary().edit().offer(d.summary().offer().withOptions(options));
		for (Offer.Option option : options) {
			switch (option.category()) {
			case "mode" -> edit.mode(option.value());
			case "model" -> edit.model(option.value());
			case "thought_level" -> edit.effort(option.value());
			case null, default -> {
			}
			}
		}
		d.summary(edit);
	}

	private void title(String title) {
		if (!d.summary().titleByPerson() && !title.isBlank()) {
			d.summary(d.summary().edit().title(Turns.title(title)));
		}
	}
}
